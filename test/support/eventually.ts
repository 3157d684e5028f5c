import { setTimeout as wait } from 'node:timers/promises'

/** Only ends a wait that would never end: whatever comes true on a slow machine comes true long before. */
const neverMs = 60_000

/** Waits for a state: looks again and again until `look` finds something that is neither undefined nor false. */
export async function eventually<T>(look: () => T | Promise<T>, ms = neverMs, everyMs = 2) {
  const end = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${look}`)
    await wait(everyMs)
  }
}
