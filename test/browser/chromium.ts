import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { buildProgram } from '../support/built-program.ts'
import { seen } from './seen.ts'

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** `describe`, where there is a Chromium; where there is none it is skipped, and run/say-skipped.mjs says so in the end. */
export function inChromium(name: string, tests: () => void) {
  if (!existsSync(path)) return describe.skip(name, tests)
  describe(name, () => {
    // The browser gets the page as it is compiled.
    beforeAll(buildProgram)
    tests()
  })
}

let browser: Promise<Browser> | undefined
const open: { page: Page; troubles: string[] }[] = []

afterEach(async () => {
  const troubles = open.flatMap(one => one.troubles)
  for (const { page } of open.splice(0)) await page.context().close()
  // No script broke, the content security policy stopped nothing, and nothing was fetched from elsewhere.
  expect(troubles).toEqual([])
})
afterAll(async () => (await browser)?.close())

const launch = () =>
  chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })

/** Resolves once the robot is connected, and everything that the page shows at first is there. */
export const awake = (page: Page) =>
  seen(page.locator('body:has(#link.on):has(#phones:not([inert]))'))

/**
 * The page in a browser of its own, awake, and closed after the test. The tour is left already, unless `tour` is wanted;
 * and nothing moves, unless `reducedMotion` says otherwise.
 */
export async function openPage(
  url: string,
  { tour = false, ...options }: BrowserContextOptions & { tour?: boolean } = {},
): Promise<Page> {
  browser ??= launch()
  const context = await (await browser).newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  })
  // Ends only what would never end, before jest does: so it is said what was waited for.
  context.setDefaultTimeout(90_000)
  if (!tour)
    await context.addInitScript('localStorage.tour ??= JSON.stringify({ left: true, step: 0 })')
  const page = await context.newPage()
  const troubles: string[] = []
  open.push({ page, troubles })
  page.on('pageerror', error => troubles.push(String(error)))
  page.on('console', message => {
    if (/Content.Security.Policy|TrustedHTML/i.test(message.text())) troubles.push(message.text())
  })
  page.on('request', request => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      troubles.push(request.url())
  })
  await page.goto(url)
  await awake(page)
  return page
}
