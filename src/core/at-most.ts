import type { Clock } from './ports.ts'

/**
 * What `work` resolves to, or undefined where `ms` pass first; the work goes on then. Nothing of the timer stays behind: it
 * would keep the process alive.
 */
export async function atMost<T>(clock: Clock, ms: number, work: Promise<T>) {
  const over = new AbortController()
  const passed = async () => {
    await clock.sleep(ms, over.signal)
    return undefined
  }
  try {
    return await Promise.race([work, passed()])
  } finally {
    over.abort()
  }
}
