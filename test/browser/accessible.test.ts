import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { z } from 'zod'
import { startBot } from '../support/bot.ts'
import { inChromium, openPage } from './chromium.ts'
import { coach, phone } from './phones.ts'
import { seen } from './seen.ts'

const axe = await readFile(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
)
const findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** What axe-core finds serious or critical on the page as it is now. */
async function serious(page: Page) {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  // What lies under the mouse looks different.
  await page.mouse.move(0, 0)
  const found = findings.parse(
    await page.evaluate(
      'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
    ),
  )
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => html + failureSummary)])
}

inChromium('axe-core finds nothing serious', () => {
  test.each<[string, BrowserContextOptions]>([
    ['light, wide, English', {}],
    ['dark, wide, Chinese', { colorScheme: 'dark', locale: 'zh-CN' }],
    ['light, narrow', { viewport: { width: 390, height: 844 } }],
    ['dark, narrow', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ])('%s', async (_, options) => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url, { ...options, tour: true })
    const left = phone(page, 'left')
    await seen(coach(page).step(1))
    expect(await serious(page)).toEqual([])
    await page.keyboard.press('Escape')
    await left.says('/role list')
    await seen(left.cards.first())
    await left.says('/role rename 财务 财务部')
    await seen(left.button('approve'))
    await left.input.fill('/role add ')
    await seen(left.options.first())
    expect(await serious(page)).toEqual([])
    await left.input.press('Escape')
    await left.place.locator('.back').click()
    expect(await serious(page)).toEqual([])
    for (const panel of ['company', 'wire', 'trouble']) {
      await page.locator(`#open-${panel}`).click()
      await seen(page.locator(panel === 'wire' ? '.wire summary' : '#panel li').first())
      if (panel === 'wire') await page.locator('.wire summary').first().click()
      expect(await serious(page)).toEqual([])
    }
  })
})
