import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/core/ports.ts'

export type VirtualClock = Clock & {
  /** Resolves with the work; whenever everybody waits, time moves to the end of the shortest sleep. */
  until<T>(work: Promise<T>): Promise<T>
  /** Time passes for everybody at once: sleeps that end meanwhile end now. */
  pass(ms: number): void
}

/** So long the longest wait of a robot may be; what takes longer hangs. */
const hangsAfterMs = 48 * 3_600_000

/**
 * A clock that costs no time. `answer` is there while something real, such as a database, is being waited for, and resolves
 * with its next answer: whoever adds anything else that is real must have it waited for here, too.
 */
export function createVirtualClock(
  start: Date,
  answer: () => Promise<void> | undefined,
): VirtualClock {
  const sleepers = new Set<{ readonly until: number; wake(): void }>()
  let now = start.getTime()

  function pass(ms: number) {
    now += ms
    for (const { until, wake } of sleepers) if (until <= now) wake()
  }

  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        const sleeper = { until: now + ms, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
        function wake() {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
      }),
    pass,
    async until(work) {
      let over = false
      const ended = work.finally(() => {
        over = true
      })
      ended.catch(() => {})
      const end = now + hangsAfterMs
      for (;;) {
        // No turn is counted: before the next one, node runs everything that needs neither time nor an answer.
        await setImmediate()
        if (over) return ended
        const answered = answer()
        if (answered) {
          await answered
          continue
        }
        const next = Math.min(...[...sleepers].map(({ until }) => until))
        if (next > end) throw new Error('somebody waits for ever')
        pass(next - now)
      }
    },
  }
}
