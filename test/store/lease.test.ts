import { describe, expect, test } from '@jest/globals'
import { type UserId, userId } from '../../src/core/directory.ts'
import { robotActor } from '../../src/core/model/audit.ts'
import type { NewRequest, Request } from '../../src/core/model/request.ts'
import { databases } from '../support/databases.ts'
import { aRequest, heldClock, leaseMs, li, storeOn, there, wang } from './stores.ts'

const ids = (requests: readonly Request[]) => requests.map(({ id }) => id)

describe.each(databases)('leases on $name', ({ open }) => {
  async function two(dead: readonly string[] = []) {
    const { url } = await open()
    const clock = heldClock()
    const isAlive = (owner: string) => !dead.includes(owner)
    const one = await storeOn(url, { owner: 'one', clock, isAlive })
    const other = await storeOn(url, { owner: 'other', clock, isAlive })
    const born = async (asked: Partial<NewRequest>) =>
      there(await one.requests.receive(aRequest(asked)))
    return { clock, one: one.requests, other: other.requests, born }
  }

  test('nobody takes what somebody holds, until the lease lapses', async () => {
    const { clock, one, other, born } = await two()
    const received = await born({})
    const owed = await born({ status: 'awaiting', deliveryPending: true })
    await born({ status: 'awaiting' })
    clock.pass(leaseMs)

    expect(await other.claimAbandoned(9)).toEqual([])
    expect(await one.claimAbandoned(9)).toEqual([])
    clock.pass(1)
    expect(ids(await other.claimAbandoned(9))).toEqual([received.id, owed.id])
    expect(await one.claimAbandoned(9)).toEqual([])
    expect(await other.claimAbandoned(9)).toEqual([])
  })

  test('what a dead process held is free at once', async () => {
    const { other, born } = await two(['one'])
    const received = await born({})

    expect(ids(await other.claimAbandoned(9))).toEqual([received.id])
  })

  test('nobody takes what is in its own hands, whoever is thought dead', async () => {
    const { clock, one, born } = await two(['one', 'other'])
    const received = await born({})
    clock.pass(leaseMs)
    expect(await one.claimAbandoned(9)).toEqual([])
    clock.pass(1)
    expect(ids(await one.claimAbandoned(9))).toEqual([received.id])
  })

  test('a former owner cannot finish work that was taken over', async () => {
    const { one, other, born } = await two(['one'])
    const received = await born({})
    const running = there(await one.move(received, { to: 'running', actor: wang }))

    const [taken] = await other.claimAbandoned(9)

    expect(await one.move(running, { to: 'done', actor: wang })).toBeUndefined()
    expect(await other.move(there(taken), { to: 'unclear', actor: robotActor })).toBeDefined()
  })

  test('a press on a card is not lost because the card is being shown again', async () => {
    const { one, other, born } = await two(['one'])
    const awaiting = await born({ status: 'awaiting', deliveryPending: true })

    expect(await other.claimAbandoned(9)).toEqual([awaiting])
    expect(await one.move(awaiting, { to: 'rejected', actor: wang })).toBeDefined()
  })

  test('a move takes the lease of work and of debts, and gives it back otherwise', async () => {
    const { clock, one, other, born } = await two()
    const awaiting = await born({ status: 'awaiting' })
    const running = there(await other.move(awaiting, { to: 'running', actor: wang }))
    clock.pass(leaseMs - 1)
    const done = there(
      await other.move(running, { to: 'done', actor: wang, deliveryPending: true }),
    )
    clock.pass(leaseMs)
    expect(await one.claimAbandoned(9)).toEqual([])
    const failed = there(await other.move(done, { to: 'failed', actor: wang }))
    clock.pass(leaseMs + 1)
    expect(await one.claimAbandoned(9)).toEqual([])
    expect(failed).toMatchObject({ status: 'failed', deliveryPending: false })
  })

  test('renewing prolongs only what is one’s own', async () => {
    const { clock, one, other, born } = await two()
    const kept = await born({})
    const lost = await born({})
    clock.pass(leaseMs)
    await one.renewLeases([kept.id])
    await other.renewLeases([lost.id])
    await one.renewLeases([])
    clock.pass(1)

    expect(ids(await other.claimAbandoned(9))).toEqual([lost.id])
  })

  test('letting go frees one’s own at once', async () => {
    const { one, other, born } = await two()
    const received = await born({})
    await other.releaseLease(received.id)
    expect(await other.claimAbandoned(9)).toEqual([])
    await one.releaseLease(received.id)

    expect(ids(await other.claimAbandoned(9))).toEqual([received.id])
  })

  test('at most as many as asked for, the longest waiting first', async () => {
    const { clock, other, born } = await two(['one'])
    const expected: string[] = []
    for (let n = 0; n < 5; n += 1) {
      expected.push((await born({})).id)
      clock.pass(1)
    }

    expect(ids(await other.claimAbandoned(2))).toEqual(expected.slice(0, 2))
    expect(ids(await other.claimAbandoned(9))).toEqual(expected.slice(2))
  })

  test('due is what awaits or is scheduled and whose time has come, the longest overdue first', async () => {
    const { clock, other, born } = await two()
    const at = (ms: number) => new Date(+clock.now() + ms)
    const late = await born({ status: 'scheduled', dueAt: at(10) })
    const soon = await born({ status: 'awaiting', dueAt: at(5) })
    await born({ status: 'awaiting' })
    await born({ status: 'received', dueAt: at(1) })
    clock.pass(9)
    expect(await other.due(9)).toEqual([soon])
    clock.pass(1)
    expect(await other.due(9)).toEqual([soon, late])
    expect(await other.due(1)).toEqual([soon])
  })

  test('a lease is prolonged for a write as long as the request is nobody else’s', async () => {
    const { clock, one, other, born } = await two(['one'])
    const running = there(await one.move(await born({}), { to: 'running', actor: wang }))
    clock.pass(leaseMs - 1)
    const until = new Date(clock.now().getTime() + leaseMs)
    expect(await one.holdLease(running)).toEqual(until)
    expect(await other.holdLease(running)).toBeUndefined()
    // Slept over, and nobody came.
    clock.pass(2 * leaseMs)
    expect(await one.holdLease(running)).toEqual(new Date(clock.now().getTime() + leaseMs))

    const [taken] = await other.claimAbandoned(9)
    expect(await one.holdLease(running)).toBeUndefined()
    expect(await other.holdLease(there(taken))).toBeInstanceOf(Date)
    await other.move(there(taken), { to: 'done', actor: wang })
    expect(await other.holdLease(there(taken))).toBeUndefined()
  })

  test('lines of people with a right go first, then other lines, then what was refused', async () => {
    const clock = heldClock()
    const { requests } = await storeOn((await open()).url, { clock })
    const said = async (requester: UserId) => {
      clock.pass(1)
      const line = there(await requests.receive(aRequest({ requester })))
      await requests.releaseLease(line.id)
      return line
    }
    const seen = await said(wang)
    await requests.move(seen, { to: 'answered', actor: wang })
    const refused = await said(li)
    await requests.refuse(refused, { to: 'refused', actor: li, deliveryPending: true }, 1000)
    const stranger = await said(userId.parse('EMP203'))
    const administrator = await said(wang)

    for (const next of [administrator, stranger, refused])
      expect(ids(await requests.claimAbandoned(1))).toEqual([next.id])
  })
})
