import { describe, expect, test } from '@jest/globals'
import { createRateLimit } from '../../../src/dingtalk/openapi/rate-limit.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { recordingLog } from '../scripted.ts'

/** A limit in a time of its own, which passes when everybody waits. */
function limited(qps: number, wakesAt = (dueMs: number) => dueMs) {
  const clock = createVirtualClock(new Date(0), () => undefined)
  const now = () => clock.now().getTime()
  const { log } = recordingLog()
  const wait = (ms: number) => clock.sleep(wakesAt(now() + ms) - now())
  const rateLimit = createRateLimit({ qps, clock, log, monotonicMs: now, wait })

  /** Calls one after the other, as places come free: when, and in which order, each was let through. */
  async function through(paths: readonly string[]) {
    const calls: { path: string; index: number; atMs: number }[] = []
    const all = paths.map(async (path, index) => {
      const place = await rateLimit.enter(path)
      calls.push({ path, index, atMs: now() })
      place.leave()
    })
    await clock.until(Promise.all(all))
    return calls
  }
  const aSecond = () => clock.until(clock.sleep(1000))
  return { rateLimit, clock, through, aSecond, now }
}

/** The most of them in any second. */
const mostASecond = (calls: readonly { atMs: number }[]) =>
  Math.max(
    ...calls.map(
      ({ atMs }) => calls.filter(one => one.atMs >= atMs && one.atMs < atMs + 1000).length,
    ),
  )

describe('rate limit', () => {
  test.each([1, 10, 20, 60, 1000])(
    '%i calls a second: no second holds more, wherever it begins, and none is much emptier',
    async qps => {
      const calls = await limited(qps).through(Array.from({ length: qps * 2 + 5 }, () => '/a'))
      expect(mostASecond(calls)).toBeLessThanOrEqual(qps)
      const lastedMs = calls.at(-1)?.atMs ?? 0
      expect(calls.length / (lastedMs / 1000)).toBeGreaterThan(qps * 0.9)
    },
  )

  test.each([1, 20, 60, 1000])(
    '%i calls a second on a machine that stands still now and then: what came late is not made up for at once',
    async qps => {
      const standsStillMs = 400
      const wakesAt = (dueMs: number) =>
        dueMs % 1500 < standsStillMs ? dueMs - (dueMs % 1500) + standsStillMs : dueMs
      const calls = await limited(qps, wakesAt).through(Array.from({ length: qps * 4 }, () => '/a'))
      expect(mostASecond(calls)).toBeLessThanOrEqual(qps)
    },
  )

  test('who comes first is served first, and an API does not wait for another', async () => {
    const calls = await limited(1).through(['/a', '/a', '/b', '/a', '/a', '/a', '/b'])
    const order = (path: string) => calls.filter(one => one.path === path).map(({ index }) => index)
    expect(order('/a')).toEqual([0, 1, 3, 4, 5])
    expect(order('/b')).toEqual([2, 6])
    expect(calls.find(({ index }) => index === 2)?.atMs).toBe(0)
  })

  test('three are in flight; the next ones wait until one leaves, in the order in which they came', async () => {
    const { rateLimit, aSecond } = limited(60)
    const entered: number[] = []
    const enter = async (index: number) => {
      const place = await rateLimit.enter('/a')
      entered.push(index)
      return place
    }
    const places = [0, 1, 2, 3, 4].map(enter)
    await aSecond()
    expect(entered).toEqual([0, 1, 2])

    const first = await places[0]
    first?.leave()
    // Whoever comes at the very moment in which a place is free stands behind those who wait for it.
    const late = enter(5)
    await aSecond()
    expect(entered).toEqual([0, 1, 2, 3])

    for (const place of places.slice(1, 3)) (await place)?.leave()
    await aSecond()
    expect(entered).toEqual([0, 1, 2, 3, 4, 5])
    await late
  })

  test('whoever repeats its call waits for its turn, and keeps its place', async () => {
    const { rateLimit, clock, now } = limited(10)
    const place = await rateLimit.enter('/a')
    await clock.until(place.turn())
    expect(now()).toBe(110)
  })

  test('while the address is banned nothing is called, and no place is held for it', async () => {
    const { rateLimit, clock } = limited(60)
    expect(rateLimit.ban('/a')).toMatchObject({ code: '1111', reason: 'banned' })
    const five = () => clock.until(Promise.allSettled([1, 2, 3, 4, 5].map(() => enter())))
    const enter = async () => (await rateLimit.enter('/b')).leave()
    expect((await five()).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
    await clock.until(clock.sleep(5 * 60_000))
    expect((await five()).map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'))
  })
})
