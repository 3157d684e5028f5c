import { expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { awake, inChromium, openPage } from './chromium.ts'
import { coach, phone } from './phones.ts'
import { seen } from './seen.ts'

const roleId = 1203141

/** Presses Enter once the tour has typed what it says that it types. */
async function sends(page: Page) {
  const { act, typed } = coach(page)
  await act.click()
  const line = await typed.textContent()
  const { input } = phone(page, 'left')
  await eventually(async () => (await input.inputValue()) === line)
  await page.keyboard.press('Enter')
}

/** A pressed card holds still, and the tour goes on when a card has: the page's time flies until that is over. */
async function fliesTo(page: Page, there: Locator) {
  await eventually(async () => {
    await page.clock.fastForward(1000)
    return there.isVisible()
  })
}

/** Both presses meet the page in the same moment, however slow the machine is. */
async function pressesTwice(page: Page, button: Locator) {
  await page.clock.pauseAt(Number(await page.evaluate('Date.now()')) + 60_000)
  await button.dblclick()
  await page.clock.resume()
}

/** Walks the whole tour: lets it type, presses Enter, and presses the buttons that it points at. */
async function walk(bot: Bot, page: Page, show: (side: 'left' | 'right') => Promise<void>) {
  await page.clock.install()
  const { step, act, done } = coach(page)
  const target = page.locator('#right .buttons .target')
  const ask = async (number: number) => {
    await seen(step(number))
    await sends(page)
  }
  const approve = async (press: () => Promise<void>, next: Locator) => {
    await show('right')
    await seen(target)
    await press()
    await eventually(() => /Done|已完成/.test(bot.lastAnswer().title), 60_000)
    await fliesTo(page, next)
    expect(await page.locator('#right .item:last-child .buttons').count()).toBe(0)
  }
  await ask(1)
  await ask(2)
  await seen(step(3))
  await approve(() => target.click(), step(4))
  await ask(4)
  await seen(page.locator('#coach-say:has-text("Approve"), #coach-say:has-text("批准")'))
  await seen(act)
  await approve(() => pressesTwice(page, target), step(5))
  await ask(5)
  await seen(act, 'hidden')
  await approve(() => target.click(), step(6))
  await ask(6)
  await seen(act, 'hidden')
  await approve(() => target.click(), done)
}

inChromium('the tour', () => {
  test('from its start to its end, with the real robot', async () => {
    const bot = await startBot({ flowing: true })
    const page = await openPage(bot.sandbox.url, { tour: true })
    await walk(bot, page, async () => {})
    const calls = (path: string) => bot.writes().filter(call => call.path === path)
    // Changed, changed again with its answer lost, and undone: each once; the double press is one effect as well.
    expect(calls('/role/update_role').map(({ status }) => status)).toEqual([200, 0, 200])
    expect(calls('/topapi/role/addrolesforemps')).toHaveLength(1)
    expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
    const presses = bot.sandbox.frames.filter(({ topic }) => topic.includes('card'))
    const onOne = presses
      .map(({ data }) => JSON.stringify(data))
      .filter(press => press.includes('approve'))
      .map(press => press.match(/outTrackId":"([^"]+)/)?.[1])
    expect(onOne.some((id, at) => id !== undefined && onOne.indexOf(id) !== at)).toBe(true)
    expect(bot.sandbox.faults.list()).toEqual([])
    await page.locator('#coach .skip').click()
    await page.reload()
    await awake(page)
    expect(await coach(page).box.isVisible()).toBe(false)
  })
  test('in Chinese, on a narrow dark screen', async () => {
    const bot = await startBot({ flowing: true, settings: { LOCALE: 'zh' } })
    const page = await openPage(bot.sandbox.url, {
      tour: true,
      locale: 'zh-CN',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    })
    await walk(bot, page, side => page.locator(`#show-${side}`).click())
    expect(await page.locator('#coach-title').textContent()).toBe('导览结束')
    expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
  })
  test('can be left at any time, stays left, and can be had again', async () => {
    const bot = await startBot({ flowing: true })
    const page = await openPage(bot.sandbox.url, { tour: true })
    const { box, step } = coach(page)
    await seen(step(1))
    await sends(page)
    await seen(step(2))
    await page.keyboard.press('Escape')
    await seen(box, 'hidden')
    await page.reload()
    await awake(page)
    expect(await box.isVisible()).toBe(false)
    await page.locator('#tour').click()
    await seen(step(1))
    await page.locator('#coach .skip').click()
    await seen(box, 'hidden')
  })
  test('goes on after a reload in its middle', async () => {
    const bot = await startBot({ flowing: true })
    const page = await openPage(bot.sandbox.url, { tour: true })
    const { step } = coach(page)
    await seen(step(1))
    await sends(page)
    await seen(step(2))
    await sends(page)
    await seen(step(3))
    await page.reload()
    await seen(step(3))
    await page.clock.install()
    await page.locator('#right .buttons .target').click()
    await eventually(() => bot.lastAnswer().title.includes('Done'), 60_000)
    await fliesTo(page, step(4))
    expect(bot.sandbox.company.roles.get(roleId)?.name).toBe('财务部')
  })
})
