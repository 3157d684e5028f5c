import { describe, expect, test } from '@jest/globals'
import { CodeTakenError } from '../../src/core/errors.ts'
import { databases } from '../support/databases.ts'
import { aRequest, li, storeOn, there, wang } from './stores.ts'

const there20 = Array.from({ length: 20 }, (_, n) => n)

describe.each(databases)('two stores at once on $name', ({ open }) => {
  async function two() {
    const { url } = await open()
    const stores = await Promise.all([
      storeOn(url, { owner: 'one', isAlive: owner => owner !== 'dead' }),
      storeOn(url, { owner: 'other', isAlive: owner => owner !== 'dead' }),
    ])
    return { url, one: stores[0].requests, other: stores[1].requests, audit: stores[0].audit }
  }

  test('one of them stores the message', async () => {
    const { one, other, audit } = await two()
    const received = await Promise.all(
      there20.flatMap(n => {
        const msgId = `same-${n}`
        return [one.receive(aRequest({ msgId })), other.receive(aRequest({ msgId }))]
      }),
    )

    expect(received.filter(request => request !== undefined)).toHaveLength(20)
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 20 })
  })

  test('one of them gets the code', async () => {
    const { one, other } = await two()
    const ends = await Promise.allSettled([
      one.receive(aRequest({ code: 'SAME1' })),
      other.receive(aRequest({ code: 'SAME1' })),
    ])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(CodeTakenError),
    })
  })

  test('one of them moves the request', async () => {
    const { one, other, audit } = await two()
    for (const _ of there20) {
      const awaiting = there(await one.receive(aRequest({ status: 'awaiting' })))
      const moved = await Promise.all([
        one.move(awaiting, { to: 'running', actor: li }),
        other.move(awaiting, { to: 'rejected', actor: wang }),
        one.move(awaiting, { to: 'cancelled', actor: wang }),
      ])
      const winners = moved.filter(request => request !== undefined)
      expect(winners).toEqual([await other.get(awaiting.id)])
    }
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 40 })
  })

  test('each approver counts once', async () => {
    const { one, other, audit } = await two()
    const awaiting = there(await one.receive(aRequest({ status: 'awaiting' })))
    await Promise.all([
      one.approve(awaiting, li),
      other.approve(awaiting, wang),
      other.approve(awaiting, li),
    ])

    const approvers = (await one.approve(awaiting, li)).map(({ userid }) => userid)
    expect(approvers.sort()).toEqual([li, wang].sort())
    expect(await audit.verify()).toMatchObject({ ok: true, seq: 3 })
  })

  test('work that nobody holds goes to one of them', async () => {
    const { url, one, other } = await two()
    const dead = await storeOn(url, { owner: 'dead' })
    const owed = { status: 'awaiting', deliveryPending: true } as const
    const left = await Promise.all(
      there20.flatMap(() => [aRequest(), aRequest(owed)]).map(dead.requests.receive),
    )
    await dead.close()

    const taken = await Promise.all(
      [one, other, one, other, one, other].map(requests => requests.claimAbandoned(7)),
    )
    while (taken.flat().length < left.length) taken.push(await one.claimAbandoned(7))

    const ids = taken.flat().map(({ id }) => id)
    expect(ids.sort()).toEqual(left.map(request => there(request).id).sort())
    expect([...(await one.claimAbandoned(9)), ...(await other.claimAbandoned(9))]).toEqual([])
  })
})
