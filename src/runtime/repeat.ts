import type { Clock, Log } from '../core/ports.ts'

/** Does a chore again and again, `everyMs` apart, until `signal` aborts; one that fails is logged and done again next time. */
export async function repeat(
  chore: () => Promise<unknown>,
  everyMs: number,
  { clock, log, signal }: { clock: Clock; log: Log; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await chore().catch(error => log.error('chore.failed', { error }))
    await clock.sleep(everyMs, signal)
  }
}
