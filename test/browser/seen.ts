import type { Locator } from 'playwright-core'
import { eventually } from '../support/eventually.ts'

/** Ends only what would never end, before jest does: so playwright says what it was that did not come. */
const longestMs = 90_000

/** Resolves once it is there, or gone. Playwright's own waitFor looks ever more seldom, in the end twice a second. */
export async function seen(locator: Locator, state: 'visible' | 'hidden' = 'visible') {
  const isSo = async () => (await locator.isVisible()) === (state === 'visible')
  await eventually(isSo, longestMs, 10).catch(() => locator.waitFor({ state, timeout: 1 }))
}
