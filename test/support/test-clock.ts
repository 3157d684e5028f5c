import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/core/ports.ts'

export type TestClock = Clock & {
  /** Time passes: sleeps that end meanwhile end at once. */
  advance(ms: number): void
  /** How long each sleep that is not over still lasts, in ms, the shortest first. */
  sleeps(): readonly number[]
  /**
   * Lets time fly until the work is done, 25 times as fast as the machine's: pings and their answers still meet. Slower where
   * leases must be renewed in time, however slow the machine is.
   */
  fly<T>(work: Promise<T>, times?: number): Promise<T>
}

/** A Monday morning, and not what the machine has: a test is the same at every hour, also shortly before midnight. */
const start = Date.UTC(2026, 0, 5, 9)

/**
 * A clock that stands still until a test moves it, so that nothing comes to its time because a machine is slow. One that is
 * `flowing` moves with the machine's besides: for people who look at a page, and for whom nobody moves it.
 */
export function createTestClock({ flowing = false, at = start } = {}): TestClock {
  const sleepers = new Set<{ until: number; wake: () => void }>()
  const since = performance.now()
  let ahead = 0
  const now = () => at + ahead + (flowing ? Math.round(performance.now() - since) : 0)

  function advance(ms: number) {
    ahead += ms
    for (const { until, wake } of sleepers) if (until <= now()) wake()
  }

  return {
    now: () => new Date(now()),
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        const sleeper = { until: now() + ms, wake }
        const timer = flowing ? setTimeout(wake, ms) : undefined
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
        function wake() {
          clearTimeout(timer)
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
      }),
    advance,
    sleeps: () => [...sleepers].map(({ until }) => until - now()).sort((a, b) => a - b),
    async fly(work, times = 25) {
      let done = false
      const finished = work.finally(() => {
        done = true
      })
      while (!done) {
        await Promise.race([finished.catch(() => {}), wait(10)])
        if (!done) advance(10 * times)
      }
      return finished
    },
  }
}
