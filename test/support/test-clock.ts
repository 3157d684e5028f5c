import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../src/core/ports.ts'

export type TestClock = Clock & {
  advance(ms: number): void
  /** How many sleeps are not over. */
  sleeping(): number
  /** Lets time fly until the work is done, 25 times as fast: pings and their answers still meet. */
  fly<T>(work: Promise<T>): Promise<T>
}

/** The machine's time, which a test can move forward: sleeps that end in the skipped time end at once. */
export function createTestClock(): TestClock {
  const sleepers = new Set<{ until: number; wake: () => void }>()
  let ahead = 0
  const now = () => Date.now() + ahead

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
        const timer = setTimeout(wake, ms)
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
    sleeping: () => sleepers.size,
    async fly(work) {
      let done = false
      const finished = work.finally(() => {
        done = true
      })
      while (!done) {
        await Promise.race([finished.catch(() => {}), wait(10)])
        advance(250)
      }
      return finished
    },
  }
}
