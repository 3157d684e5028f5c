import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { awake, inChromium, openPage } from './chromium.ts'
import { openFrontDoor } from './front-door.ts'
import { phone } from './phones.ts'
import { seen } from './seen.ts'

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
    await seen(left.button('approve'))
    expect(await right.place.isVisible()).toBe(false)
    await page.locator('#show-right.news').click()
    await seen(page.locator('#show-right:not(.news)'))
    expect([await left.place.isVisible(), await right.place.isVisible()]).toEqual([false, true])
    await right.presses('approve')
    await seen(right.button('approve'), 'hidden')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
  test('sends with Enter, says what was read, and edits the card in place for both', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await seen(right.button('approve'))
    await seen(left.place.locator('.own .read:has-text("Read")'))
    expect(await left.place.locator('.own .bubble').textContent()).toBe(`@Rolekeeper ${rename}`)
    expect(await right.place.locator('.at-you').count()).toBe(1)
    await right.presses('approve')
    for (const { place, cards } of [left, right]) {
      await seen(place.locator('.card:has-text("Done")'))
      expect([await cards.count(), await place.locator('.buttons').count()]).toEqual([1, 0])
    }
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务部')
  })
  test('a refused press says so, to the presser alone', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await left.presses('approve')
    await seen(left.place.locator('.tips:has-text("You cannot approve your own request")'))
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
    await seen(left.cards.first())
    expect(await left.place.locator('.own .bubble').textContent()).toBe('/whoami')
    expect(sandbox.conversation('boss001')).toHaveLength(2)
    await phone(page, 'right').says('/whoami')
    await seen(left.place.locator('.back .pill:has-text("2")'))
    expect(await phone(page, 'right').place.locator('.back .pill').isVisible()).toBe(false)
  })
  test('a phone can be used once the chats and the company are there', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    for (const late of ['company', 'chat?viewer=boss002*']) {
      let arrive = () => {}
      const arrived = new Promise<void>(resolve => {
        arrive = resolve
      })
      await page.route(`**/control/${late}`, async route => {
        await arrived
        await route.continue()
      })
      await page.reload()
      await seen(page.locator('body:has(#link.on) #left .title:not(:empty)'))
      expect(await page.locator('#phones[inert]').count()).toBe(1)
      arrive()
      await awake(page)
      await page.unrouteAll()
    }
  })
  test('survives a reload in the middle', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await right.holder.selectOption('manager4220')
    await left.says(rename)
    await seen(left.button('approve'))
    await left.input.fill('half a l')
    await page.locator('#open-company').click()
    await page.reload()
    await awake(page)
    await seen(left.button('approve'))
    expect(await left.input.inputValue()).toBe('half a l')
    expect(await right.holder.inputValue()).toBe('manager4220')
    expect(await page.locator('#panel').isVisible()).toBe(true)
    await right.holder.selectOption('boss002')
    await right.presses('approve')
    await seen(left.place.locator('.card:has-text("Done")'))
    expect(bot.writes()).toHaveLength(1)
  })
  test('two browsers at once see the same and press one effect', async () => {
    const bot = await startBot()
    const [one, two] = [await openPage(bot.sandbox.url), await openPage(bot.sandbox.url)]
    await phone(one, 'left').says(rename)
    const presses = [phone(one, 'right').button('approve'), phone(two, 'right').button('approve')]
    await Promise.all(presses.map(button => seen(button)))
    const buttons = await Promise.all(presses.map(button => button.elementHandle()))
    // Both at once: the first press takes the button away.
    await Promise.all(buttons.map(button => button?.dispatchEvent('click')))
    for (const page of [one, two])
      await seen(phone(page, 'left').place.locator('.card:has-text("Done")'))
    expect(bot.writes()).toHaveLength(1)
  })
  test('a second press of a double press meets the button that the first one met', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    await left.says(rename)
    await seen(right.button('approve'))
    await page.clock.install()
    await page.clock.pauseAt(Number(await page.evaluate('Date.now()')) + 60_000)
    await right.presses('approve')
    await eventually(() => bot.lastAnswer('boss002').buttons.length === 0)
    const shown = page.waitForResponse('**/control/chat?viewer=boss002*')
    await page.clock.runFor(50)
    await shown
    await seen(left.place.locator('.card:not(:has(.buttons))'))
    await right.presses('approve')
    await page.clock.resume()
    await seen(right.button('approve'), 'hidden')
    const approvals = bot.sandbox.frames
      .map(({ data }) => JSON.stringify(data))
      .filter(data => data.includes('actionCallback') && data.includes('approve'))
    expect(approvals).toHaveLength(2)
    expect(bot.writes()).toHaveLength(1)
  })
  test('shows when the robot is away, and goes on when it is back', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const left = phone(page, 'left')
    await left.says('/whoami')
    await seen(left.cards.first())
    await bot.stop()
    await seen(page.locator('#link:not(.on)'))
    await left.says('/whoami')
    await seen(left.place.locator('.notice:has-text("did not answer")'))
    await seen(left.place.locator('.own .read.not:has-text("Unread")'))
    await bot.start()
    await seen(page.locator('#link.on'))
    await left.says('/whoami')
    await seen(left.cards.nth(1))
    expect(await left.cards.count()).toBe(2)
    expect(await left.place.locator('.notice').textContent()).toBe('')
  })
  test('is loaded again from a sandbox that was started again, and keeps what was being typed', async () => {
    const [door, bot] = await Promise.all([openFrontDoor(), startBot()])
    door.leadTo(bot.sandbox.url)
    const page = await openPage(door.url)
    await phone(page, 'left').input.fill('half a l')
    await page.locator('#phones').evaluate(node => node.setAttribute('data-old', ''))
    door.leadTo()
    await seen(page.locator('#gone:not(:empty)'))
    door.leadTo((await startBot()).sandbox.url)
    await seen(page.locator('#phones:not([data-old])'))
    expect(await phone(page, 'left').input.inputValue()).toBe('half a l')
  })
})
