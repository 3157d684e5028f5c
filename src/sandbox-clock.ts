import { z } from 'zod'
import type { Clock } from './core/ports.ts'

/** How far ahead of the machine a clock is, in milliseconds: what goes to a robot under a script, and comes back as done. */
export const aheadMessage = z.object({ ahead: z.number().min(0) })

export type SandboxClock = Clock & { setAhead(ms: number): void }

/** The machine's time and some more; sleeps that end in time that is skipped end at once. */
export function createSandboxClock(): SandboxClock {
  const sleepers = new Set<{ until: number; wake: () => void }>()
  let ahead = 0
  const now = () => Date.now() + ahead

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
    setAhead(ms) {
      ahead = ms
      for (const { until, wake } of sleepers) if (until <= now()) wake()
    },
  }
}

/** The clock of a robot that was started for a script: its parent process moves it. */
export function createGuidedClock(): Clock {
  const clock = createSandboxClock()
  process.on('message', message => {
    const { ahead } = aheadMessage.parse(message)
    clock.setAhead(ahead)
    process.send?.({ ahead })
  })
  // A script that was ended by force takes its robot with it.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Listening must not keep the process from ending.
  process.channel?.unref()
  return clock
}
