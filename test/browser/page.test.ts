import { expect, test } from '@jest/globals'
import { takeAddress } from '../../src/sandbox/address.ts'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { inChromium, openPage } from './chromium.ts'
import { phone } from './phones.ts'

const rename = '/role rename 财务 财务部'

inChromium('the page', () => {
  test('shows two phones and nothing else at first, side by side', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const [left, right] = [phone(page, 'left').place, phone(page, 'right').place]
    expect([await left.isVisible(), await right.isVisible()]).toEqual([true, true])
    const [a, b] = [await left.boundingBox(), await right.boundingBox()]
    expect(a && b && a.x + a.width < b.x && a.y === b.y).toBe(true)
    expect(await page.locator('#panel').isVisible()).toBe(false)
    expect(await phone(page, 'left').holder.inputValue()).toBe('boss001')
    expect(await phone(page, 'right').holder.inputValue()).toBe('boss002')
    // The page's own question for the commands is on nobody's phone.
    expect(await page.locator('.item').count()).toBe(0)
  })
  test('one column on a narrow screen, and nothing sticks out', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url, { viewport: { width: 390, height: 844 } })
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await left.button('approve').waitFor()
    expect(await right.place.isVisible()).toBe(false)
    await page.locator('#show-right.news').click()
    await page.locator('#show-right:not(.news)').waitFor()
    expect([await left.place.isVisible(), await right.place.isVisible()]).toEqual([false, true])
    await right.button('approve').click()
    await right.button('approve').waitFor({ state: 'detached' })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
  test('sends with Enter, says what was read, and edits the card in place for both', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await right.button('approve').waitFor()
    await left.place.locator('.own .read:has-text("Read")').waitFor()
    expect(await left.place.locator('.own .bubble').textContent()).toBe(`@Rolekeeper ${rename}`)
    expect(await right.place.locator('.at-you').count()).toBe(1)
    await right.button('approve').click()
    for (const { place, cards } of [left, right]) {
      await place.locator('.card:has-text("Done")').waitFor()
      expect([await cards.count(), await place.locator('.buttons').count()]).toEqual([1, 0])
    }
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务部')
  })
  test('a refused press says so, to the presser alone', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await left.button('approve').click()
    await left.place.locator('.tips:has-text("You cannot approve your own request")').waitFor()
    expect(await right.lastCard.locator('.tips').textContent()).toBe(rename)
    expect(await right.button('approve').isVisible()).toBe(true)
  })
  test('a single chat is a second conversation, with what is new counted', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const left = phone(page, 'left')
    await left.place.locator('.back').click()
    await left.place.locator('.chats button').nth(2).click()
    await left.says('/whoami')
    await left.cards.first().waitFor()
    expect(await left.place.locator('.own .bubble').textContent()).toBe('/whoami')
    expect(sandbox.conversation('boss001')).toHaveLength(2)
    await phone(page, 'right').says('/whoami')
    await left.place.locator('.back .pill:has-text("2")').waitFor()
    expect(await phone(page, 'right').place.locator('.back .pill').isVisible()).toBe(false)
  })
  test('survives a reload in the middle', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await right.holder.selectOption('manager4220')
    await left.says(rename)
    await left.button('approve').waitFor()
    await left.input.fill('half a l')
    await page.locator('#open-company').click()
    await page.reload()
    await left.button('approve').waitFor()
    expect(await left.input.inputValue()).toBe('half a l')
    expect(await right.holder.inputValue()).toBe('manager4220')
    expect(await page.locator('#panel').isVisible()).toBe(true)
    await right.holder.selectOption('boss002')
    await right.button('approve').click()
    await left.place.locator('.card:has-text("Done")').waitFor()
    expect(bot.writes()).toHaveLength(1)
  })
  test('two browsers at once see the same and press one effect', async () => {
    const bot = await startBot()
    const [one, two] = [await openPage(bot.sandbox.url), await openPage(bot.sandbox.url)]
    await phone(one, 'left').says(rename)
    const presses = [phone(one, 'right').button('approve'), phone(two, 'right').button('approve')]
    const buttons = await Promise.all(presses.map(button => button.elementHandle()))
    // Both at once: the first press takes the button away.
    await Promise.all(buttons.map(button => button?.dispatchEvent('click')))
    for (const page of [one, two])
      await phone(page, 'left').place.locator('.card:has-text("Done")').waitFor()
    expect(bot.writes()).toHaveLength(1)
  })
  test('shows when the robot is away, and goes on when it is back', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const left = phone(page, 'left')
    await left.says('/whoami')
    await left.cards.first().waitFor()
    await bot.stop()
    await page.locator('#link:not(.on)').waitFor()
    await left.says('/whoami')
    await left.place.locator('.notice:has-text("did not answer")').waitFor()
    await left.place.locator('.own .read.not:has-text("Unread")').waitFor()
    await bot.start()
    await page.locator('#link.on').waitFor()
    await left.says('/whoami')
    await eventually(async () => (await left.cards.count()) === 2)
    expect(await left.place.locator('.notice').textContent()).toBe('')
  })
  test('is loaded again from a sandbox that was started again, and keeps what was being typed', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await phone(page, 'left').input.fill('half a l')
    await page.locator('#phones').evaluate(node => node.setAttribute('data-old', ''))
    await bot.sandbox.close()
    await page.locator('#gone:not(:empty)').waitFor()
    const address = await takeAddress(Number(new URL(bot.sandbox.url).port))
    await startBot({ sandbox: { address } })
    await page.locator('#phones:not([data-old])').waitFor()
    expect(await phone(page, 'left').input.inputValue()).toBe('half a l')
  })
})
