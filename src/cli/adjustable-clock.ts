import { z } from 'zod'
import type { Clock } from '../core/ports.ts'

/** What goes to a robot under a script: how far ahead of the machine its clock is from now on, in ms, or only the question. */
export const toRobot = z.union([
  z.object({ ahead: z.number().min(0) }),
  z.object({ ask: z.literal('busy') }),
])
/** What comes back once that is done. */
export const fromRobot = z.object({ busy: z.boolean() })

type SandboxClock = Clock & { setAhead(ms: number): void }

/** The machine's time and some more; sleeps that end in time that is skipped end at once. */
function createSandboxClock(): SandboxClock {
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

export interface Guide {
  readonly clock: Clock
  /** Until then it is busy with starting. */
  follow(robot: { busy(): boolean }): void
}

/** For a robot that was started for a script: its parent process moves its clock, and asks whether it has anything in hand. */
export function createGuide(): Guide {
  const clock = createSandboxClock()
  let busy = () => true
  process.on('message', message => {
    const told = toRobot.parse(message)
    if ('ahead' in told) clock.setAhead(told.ahead)
    process.send?.({ busy: busy() } satisfies z.output<typeof fromRobot>)
  })
  // A script that was ended by force takes its robot with it.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // Listening must not keep the process from ending.
  process.channel?.unref()
  return {
    clock,
    follow(robot) {
      busy = robot.busy
    },
  }
}
