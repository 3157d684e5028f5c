import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../core/ports.ts'

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  // An aborted sleep is over, not failed.
  sleep: (ms, signal) => sleep(ms, undefined, signal && { signal }).catch(() => {}),
}
