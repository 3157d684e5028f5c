import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { z } from 'zod'
import { startBot } from '../support/bot.ts'
import { inChromium, openPage } from './chromium.ts'
import { coach, phone, stillness } from './phones.ts'

const axe = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)
const findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** What axe-core finds serious or critical on the page as it is now. */
async function serious(page: Page) {
  await page.evaluate(await readFile(axe, 'utf8'))
  await stillness(page)
  const found = findings.parse(
    await page.evaluate('axe.run().then(({ violations }) => violations)'),
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
    await coach(page).step(1).waitFor()
    expect(await serious(page)).toEqual([])
    await page.keyboard.press('Escape')
    await left.says('/role list')
    await left.cards.first().waitFor()
    await left.says('/role rename 财务 财务部')
    await left.button('approve').waitFor()
    await left.input.fill('/role add ')
    await left.options.first().waitFor()
    expect(await serious(page)).toEqual([])
    await left.input.press('Escape')
    await left.place.locator('.back').click()
    expect(await serious(page)).toEqual([])
    for (const panel of ['company', 'wire', 'trouble']) {
      await page.locator(`#open-${panel}`).click()
      await page
        .locator(panel === 'wire' ? '.wire summary' : '#panel li')
        .first()
        .waitFor()
      if (panel === 'wire') await page.locator('.wire summary').first().click()
      expect(await serious(page)).toEqual([])
    }
  })
})
