import { describe, expect, test } from '@jest/globals'
import type { NewRequest, Request } from '../../src/core/model/request.ts'
import { databases } from '../support/databases.ts'
import { aRequest, heldClock, leaseMs, storeOn, there, wang } from './stores.ts'

const ids = (requests: readonly Request[]) => requests.map(({ id }) => id)

describe.each(databases)('showing on $name', ({ open }) => {
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

  test('what was shown is nobody’s any more', async () => {
    const { clock, one, other, born } = await two(['one'])
    const awaiting = await born({ status: 'awaiting', deliveryPending: true })
    await one.delivered(awaiting, 'card')

    expect(await one.get(awaiting.id)).toEqual({
      ...awaiting,
      deliveryPending: false,
      deliveredAs: 'card',
    })
    clock.pass(leaseMs + 1)
    expect(await other.claimAbandoned(9)).toEqual([])
  })

  test('showing the state of yesterday pays no debt of today', async () => {
    const { one, born } = await two()
    const awaiting = await born({ status: 'awaiting', deliveryPending: true })
    const rejected = await one.move(awaiting, {
      to: 'rejected',
      actor: wang,
      deliveryPending: true,
    })
    await one.delivered(awaiting, 'card')
    await one.deliveryFailed(awaiting, 'give up')

    expect(await one.get(awaiting.id)).toEqual(rejected)
  })

  test('work keeps its lease while it is shown', async () => {
    const { clock, one, other, born } = await two()
    const awaiting = await born({ status: 'awaiting' })
    const running = there(
      await one.move(awaiting, { to: 'running', actor: wang, deliveryPending: true }),
    )
    await one.delivered(running, 'card')

    expect(await other.claimAbandoned(9)).toEqual([])
    clock.pass(leaseMs + 1)
    expect(ids(await other.claimAbandoned(9))).toEqual([awaiting.id])
  })

  test('what could not be shown waits for its time, then for anybody', async () => {
    const { clock, one, other, born } = await two()
    const awaiting = await born({ status: 'awaiting', deliveryPending: true })
    await one.deliveryFailed(awaiting, { at: new Date(+clock.now() + 1000) })

    expect(await one.get(awaiting.id)).toMatchObject({ deliveryPending: true, deliveryAttempts: 1 })
    clock.pass(999)
    expect(await other.claimAbandoned(9)).toEqual([])
    clock.pass(1)
    expect(ids(await other.claimAbandoned(9))).toEqual([awaiting.id])
    await other.deliveryFailed(awaiting, 'give up')
    expect(await one.get(awaiting.id)).toMatchObject({
      deliveryPending: false,
      deliveryAttempts: 2,
    })
    clock.pass(leaseMs + 1)
    expect(await other.claimAbandoned(9)).toEqual([])
  })

  test('a new state is shown at once, however long the former one was to wait', async () => {
    const { clock, one, other, born } = await two(['one'])
    const awaiting = await born({ status: 'awaiting', deliveryPending: true })
    await one.deliveryFailed(awaiting, { at: new Date(+clock.now() + 1000) })
    await one.move(awaiting, { to: 'rejected', actor: wang, deliveryPending: true })

    expect(ids(await other.claimAbandoned(9))).toEqual([awaiting.id])
  })

  test('running work is settled at once, whatever could not be shown', async () => {
    const { clock, one, other, born } = await two(['one'])
    const awaiting = await born({ status: 'awaiting' })
    const running = there(
      await one.move(awaiting, { to: 'running', actor: wang, deliveryPending: true }),
    )
    await one.deliveryFailed(running, { at: new Date(+clock.now() + 1000) })

    expect(ids(await other.claimAbandoned(9))).toEqual([running.id])
  })
})
