import type { Clock } from './ports.ts'

/**
 * What `work` resolves to, or undefined where `ms` pass first; the work goes on then. Nothing of the timer stays behind: it
 * would keep the process alive.
 */
export async function atMost<T>(clock: Clock, ms: number, work: Promise<T>) {
  const over = new AbortController()
  try {
    return await Promise.race([work, clock.sleep(ms, over.signal).then(() => undefined)])
  } finally {
    over.abort()
  }
}
