import { type BulkheadPolicy, bulkhead } from 'cockatiel'
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible'

/** With six in flight a sync met 90018, with three it did not (openapi.md 6.1). */
const maxInFlight = 3

/** DingTalk counts arrivals: the tenth that we stay below the limit is for calls that the network bunches up. */
const margin = 1.1

/**
 * Keeps each API within `qps` calls in any second. Not `qps` points a second: that is a fixed window, and twice as many fit
 * around its boundary; one point each 1/qps of a second spaces them out, and no second holds more.
 */
export function createRateLimit({ qps }: { qps: number }) {
  const queue = new RateLimiterQueue(new RateLimiterMemory({ points: 1, duration: margin / qps }))
  const lanes = new Map<string, BulkheadPolicy>()

  function lane(path: string): BulkheadPolicy {
    const known = lanes.get(path)
    if (known) return known
    const fresh = bulkhead(maxInFlight, Number.POSITIVE_INFINITY)
    lanes.set(path, fresh)
    return fresh
  }

  return {
    /** Runs `work` with one of the API's three places, kept while it waits and retries: others must not rush in meanwhile. */
    within: <T>(path: string, work: () => Promise<T>): Promise<T> => lane(path).execute(work),
    /** Resolves when the API may be called once more. */
    turn: async (path: string): Promise<void> => {
      await queue.removeTokens(1, path)
    },
  }
}
