import { setTimeout as wait } from 'node:timers/promises'
import type { Locator } from 'playwright-core'

/** Ends only what would never end, before jest does: so playwright says what it was that did not come. */
const longest = 90_000

/** Resolves once it is there, or gone. Playwright's own waitFor looks ever more seldom, in the end twice a second. */
export async function seen(locator: Locator, state: 'visible' | 'hidden' = 'visible') {
  const end = Date.now() + longest
  while ((await locator.isVisible()) !== (state === 'visible')) {
    if (Date.now() > end) return locator.waitFor({ state, timeout: 1 })
    await wait(10)
  }
}
