import type { Clock } from '../../../src/core/ports.ts'

/** A clock that stands still until it is told to go on. */
export function heldClock() {
  let now = Date.UTC(2030, 0, 1)
  const sleepers = new Set<{ at: number; wake: () => void }>()

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const sleeper = { at: now + ms, wake }
      function wake() {
        sleepers.delete(sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      sleepers.add(sleeper)
      signal?.addEventListener('abort', wake)
    })
  }

  const clock: Clock = { now: () => new Date(now), sleep }
  return {
    ...clock,
    /** Moves on, waking whoever's time has come. */
    advance(ms: number) {
      now += ms
      for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.wake()
    },
    /** In how many ms the next sleeper's time comes. */
    due: () => Math.min(...[...sleepers].map(sleeper => sleeper.at)) - now,
    /** Moves to the next sleeper's time and wakes it; by how many ms. */
    next(): number {
      const ms = this.due()
      this.advance(ms)
      return ms
    },
    sleeping: () => sleepers.size,
  }
}
