import { setTimeout as wait } from 'node:timers/promises'

/** Looks again and again until `look` finds something that is neither undefined nor false; fails after `ms`. */
export async function eventually<T>(look: () => T | Promise<T>, ms = 10_000) {
  const end = Date.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${look}`)
    await wait(5)
  }
}
