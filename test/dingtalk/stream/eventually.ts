import { setImmediate } from 'node:timers/promises'

/** Only ends a wait that would never end; whatever comes true on a slow machine comes true long before. */
const never = 20_000

/** Waits until something is so. */
export async function eventually(so: () => boolean): Promise<void> {
  const since = performance.now()
  while (!so()) {
    if (performance.now() - since > never) throw new Error(`never came true: ${so}`)
    await setImmediate()
  }
}
