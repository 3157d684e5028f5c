import type { Clock } from '../../core/ports.ts'

/** Runs `work` with a signal that aborts after `ms`, or when `outer` does; nothing of the timer stays behind. */
export async function within<T>(
  { clock, ms, outer, what }: { clock: Clock; ms: number; outer: AbortSignal; what: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted()
  const finished = new AbortController()
  const limit = new AbortController()
  void clock.sleep(ms, finished.signal).then(() => finished.signal.aborted || limit.abort())
  try {
    return await work(AbortSignal.any([outer, limit.signal]))
  } catch (error) {
    throw limit.signal.aborted ? new Error(`${what} took longer than ${ms / 1_000} s`) : error
  } finally {
    finished.abort()
  }
}
