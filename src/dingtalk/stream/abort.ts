import type { Clock } from '../../core/ports.ts'

/** Runs `work` with a signal that aborts after `timeoutMs`, or when `outer` does; nothing of the timer stays behind. */
export async function within<T>(
  {
    clock,
    timeoutMs,
    outer,
    what,
  }: { clock: Clock; timeoutMs: number; outer: AbortSignal; what: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted()
  const finished = new AbortController()
  const limit = new AbortController()
  void clock.sleep(timeoutMs, finished.signal).then(() => finished.signal.aborted || limit.abort())
  try {
    return await work(AbortSignal.any([outer, limit.signal]))
  } catch (error) {
    throw limit.signal.aborted
      ? new Error(`${what} took longer than ${timeoutMs / 1_000} s`)
      : error
  } finally {
    finished.abort()
  }
}

/** Resolves when any of the signals aborts, at once where one has. */
export function aborted(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals])
  if (any.aborted) return Promise.resolve()
  return new Promise(resolve => {
    any.addEventListener('abort', () => resolve(), { once: true })
  })
}
