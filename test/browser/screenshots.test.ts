import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startBot } from '../support/bot.ts'
import { inChromium, openPage } from './chromium.ts'
import { coach, phone } from './phones.ts'
import { seen } from './seen.ts'

/** `npm run screenshots` names the folder; without one the pictures are taken and thrown away. */
const folder = process.env.SCREENSHOTS

async function picture(page: Page, name: string) {
  // What lies under the mouse looks different.
  await page.mouse.move(0, 0)
  if (folder) await mkdir(folder, { recursive: true })
  const png = await page.screenshot(folder ? { path: join(folder, `${name}.png`) } : {})
  expect(png.length).toBeGreaterThan(10_000)
}

const wide = { viewport: { width: 1280, height: 900 } }

inChromium('pictures of the page', () => {
  test('asked, waiting, approved, superseded', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url, wide)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says('/role members 财务')
    await seen(left.cards.first())
    await left.input.fill('/role re')
    await seen(left.options.first())
    await picture(page, 'sandbox-commands')
    await left.says('/role rename 财务 财务部')
    await seen(right.button('approve'))
    await page.locator('#open-company').click()
    await right.presses('approve')
    for (const { place } of [left, right]) await seen(place.locator('.card:has-text("Done")'))
    await seen(page.locator('.pill.new'))
    await picture(page, 'sandbox-done')
    await page.locator('#open-company').click()
    await left.says('/role rename 1203141 财务中心')
    await seen(right.button('approve'))
    bot.sandbox.company.renameRole(1203141, '财会')
    await right.presses('approve')
    for (const { place } of [left, right]) {
      await seen(place.locator('.card:has-text("Superseded")'))
      await seen(place.locator('.card:has-text("Waiting")'))
    }
    await page.evaluate(
      `for (const one of document.querySelectorAll('.items')) one.scrollTop -= 330`,
    )
    await picture(page, 'sandbox-superseded')
  })
  test('in English and light', async () => {
    // As `npm run sandbox` does it: the page may kill the robot.
    const bot = await startBot({ sandbox: { robot: { restart: async () => {} } } })
    const page = await openPage(bot.sandbox.url, wide)
    await phone(page, 'left').says('/role rename 财务 财务部')
    await seen(phone(page, 'right').button('approve'))
    await picture(page, 'sandbox')
    await page.locator('#open-wire').click()
    await seen(page.locator('.wire summary').first())
    await picture(page, 'sandbox-wire')
    await page.locator('#open-trouble').click()
    await page.getByRole('switch').first().click()
    await seen(page.locator('.switch[aria-checked="true"]'))
    await picture(page, 'sandbox-trouble')
    await page.locator('#open-trouble').click()
    await phone(page, 'left').says('/role add 出纳 赵敏 --for 8h')
    await seen(page.locator('#right .card:has-text("赵敏")'))
    await picture(page, 'sandbox-waiting')
  })
  test('in Chinese and dark', async () => {
    const bot = await startBot({ settings: { LOCALE: 'zh' } })
    const page = await openPage(bot.sandbox.url, { ...wide, locale: 'zh-CN', colorScheme: 'dark' })
    await phone(page, 'left').says('/角色 成员 财务')
    await seen(phone(page, 'left').cards.first())
    await phone(page, 'left').says('/角色 改名 财务 财务部')
    await seen(phone(page, 'right').button('approve'))
    await picture(page, 'sandbox-zh')
  })
  test('narrow, and a step of the tour', async () => {
    const bot = await startBot({ flowing: true, settings: { LOCALE: 'zh' } })
    const narrow = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' }
    const page = await openPage(bot.sandbox.url, narrow)
    await phone(page, 'left').says('/角色 改名 财务 财务部')
    await seen(phone(page, 'left').button('approve'))
    await page.locator('#show-right').click()
    await picture(page, 'sandbox-narrow')
    const guided = await openPage(bot.sandbox.url, { ...wide, tour: true, locale: 'zh-CN' })
    await seen(coach(guided).step(1))
    await coach(guided).act.click()
    await guided.keyboard.press('Enter')
    await seen(coach(guided).step(2))
    await picture(guided, 'sandbox-tour')
  })
})
