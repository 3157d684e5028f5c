import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startBot } from '../support/bot.ts'
import { inChromium, openPage } from './chromium.ts'
import { coach, phone } from './phones.ts'

const roleId = 1203141
/** A whole tour waits for the robot a dozen times. */
const longest = 240_000

/** Walks the whole tour: lets it type, presses Enter, and presses the buttons that it points at. */
async function walk(page: Page, show: (side: 'left' | 'right') => Promise<void>) {
  const { step, act } = coach(page)
  const ask = async (number: number) => {
    await step(number).waitFor()
    await act.click()
    await phone(page, 'left').input.press('Enter')
  }
  const approve = async (press: 'click' | 'dblclick') => {
    await act.waitFor({ state: press === 'click' ? 'detached' : 'visible' })
    await show('right')
    await page.locator('#right .buttons .target')[press]()
  }
  await ask(1)
  await ask(2)
  await step(3).waitFor()
  await approve('click')
  await ask(4)
  await page.locator('#coach-say:has-text("Approve"), #coach-say:has-text("批准")').waitFor()
  await approve('dblclick')
  await ask(5)
  await approve('click')
  await ask(6)
  await approve('click')
  await page.locator('#coach .acts button').nth(1).waitFor()
}

inChromium('the tour', () => {
  test(
    'from its start to its end, with the real robot',
    async () => {
      const bot = await startBot()
      const page = await openPage(bot.sandbox.url, { tour: true })
      await walk(page, async () => {})
      const calls = (path: string) => bot.writes().filter(call => call.path === path)
      // Changed, changed again with its answer lost, and undone: each once; the double press is one effect as well.
      expect(calls('/role/update_role').map(({ status }) => status)).toEqual([200, 0, 200])
      expect(calls('/topapi/role/addrolesforemps')).toHaveLength(1)
      expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
      const presses = bot.sandbox.frames.filter(({ topic }) => topic.includes('card'))
      const onOne = presses.map(
        ({ data }) => JSON.stringify(data).match(/outTrackId":"([^"]+)/)?.[1],
      )
      expect(onOne.some((id, at) => id !== undefined && onOne.indexOf(id) !== at)).toBe(true)
      expect(bot.sandbox.faults.list()).toEqual([])
      await page.locator('#coach .skip').click()
      await page.reload()
      await page.locator('#link.on').waitFor()
      expect(await coach(page).box.isVisible()).toBe(false)
    },
    longest,
  )
  test(
    'in Chinese, on a narrow dark screen',
    async () => {
      const bot = await startBot({ settings: { LOCALE: 'zh' } })
      const page = await openPage(bot.sandbox.url, {
        tour: true,
        locale: 'zh-CN',
        colorScheme: 'dark',
        viewport: { width: 390, height: 844 },
      })
      await walk(page, side => page.locator(`#show-${side}`).click())
      expect(await page.locator('#coach-title').textContent()).toBe('导览结束')
      expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
    },
    longest,
  )
  test('can be left at any time, stays left, and can be had again', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url, { tour: true })
    const { box, step, act } = coach(page)
    await step(1).waitFor()
    await act.click()
    await page.keyboard.press('Enter')
    await step(2).waitFor()
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'hidden' })
    await page.reload()
    await page.locator('#link.on').waitFor()
    expect(await box.isVisible()).toBe(false)
    await page.locator('#tour').click()
    await step(1).waitFor()
    await page.locator('#coach .skip').click()
    await box.waitFor({ state: 'hidden' })
  })
  test('goes on after a reload in its middle', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url, { tour: true })
    const { step, act } = coach(page)
    await step(1).waitFor()
    await act.click()
    await page.keyboard.press('Enter')
    await step(2).waitFor()
    await act.click()
    await page.keyboard.press('Enter')
    await step(3).waitFor()
    await page.reload()
    await step(3).waitFor()
    await page.locator('#right .buttons .target').click()
    await step(4).waitFor()
    expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
  })
})
