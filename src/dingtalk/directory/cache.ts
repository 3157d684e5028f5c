import { LRUCache } from 'lru-cache'
import type { Clock } from '../../core/ports.ts'

/**
 * Keeps answers for `ttl` milliseconds, at most `max` of them. Promises are what is kept: who asks meanwhile shares the call,
 * and an answer that was asked for before `clear` cannot come back after it. Failures and "there is none" are not kept.
 */
export function createCache<V>({
  ttl,
  max,
  clock,
}: {
  ttl: number
  max: number
  clock: Pick<Clock, 'now'>
}) {
  const kept = new LRUCache<string | number, Promise<V>>({
    max,
    ttl,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  })
  return {
    get(key: string | number, load: () => Promise<V>): Promise<V> {
      const known = kept.get(key)
      if (known) return known
      const asked = load()
      kept.set(key, asked)
      const forget = () => {
        if (kept.peek(key) === asked) kept.delete(key)
      }
      asked.then(value => value ?? forget(), forget)
      return asked
    },
    clear: () => kept.clear(),
  }
}
