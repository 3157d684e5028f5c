import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { awake, inChromium, openPage } from './chromium.ts'
import { phone } from './phones.ts'
import { seen } from './seen.ts'

const focusRing = `(() => {
  const one = document.activeElement
  const seen = [one, one.closest('.field')].filter(Boolean).map(each => getComputedStyle(each))
  return seen.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
})()`

inChromium('with the keyboard alone', () => {
  test('a command is found, completed and sent; the card is approved, and focus stays on it', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const [left, right] = [phone(page, 'left'), phone(page, 'right')]
    const { keyboard } = page
    const focusOn = async (selector: string, key = 'Tab') => {
      for (let presses = 0; presses < 80; presses += 1) {
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`))
          return
        await keyboard.press(key)
        expect([
          await page.evaluate('document.activeElement.outerHTML'),
          await page.evaluate(focusRing),
        ]).toEqual([expect.anything(), true])
      }
      throw new Error(`nobody gets to ${selector}`)
    }
    await focusOn('#left-text')
    await keyboard.type('/role ren')
    await seen(left.options.first())
    expect(await left.input.getAttribute('aria-expanded')).toBe('true')
    await keyboard.press('Enter')
    expect(await left.input.inputValue()).toBe('/role rename ')
    await seen(left.options.filter({ hasText: '财务' }))
    await keyboard.press('ArrowDown')
    const active = await left.input.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).textContent()).toContain('财务')
    await keyboard.press('Enter')
    await keyboard.type('财务部')
    await keyboard.press('Escape')
    await keyboard.press('Enter')
    await seen(right.button('approve'))
    await focusOn('#right [data-button=approve]')
    await keyboard.press('Enter')
    await seen(right.place.locator('.card:has-text("Done")'))
    expect(await page.evaluate('document.activeElement.matches("#right .card")')).toBe(true)
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务部')
    await focusOn('#open-trouble', 'Shift+Tab')
    await keyboard.press('Enter')
    await focusOn('#panel .plain')
    await keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.id')).toBe('open-trouble')
  })
  test('who types before the commands are known gets them offered once they are', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const { input, options } = phone(page, 'left')
    let arrive = () => {}
    const arrived = new Promise<void>(resolve => {
      arrive = resolve
    })
    await page.route('**/control/commands', async route => {
      await arrived
      await route.continue()
    })
    await page.reload()
    await awake(page)
    await input.focus()
    await page.keyboard.type('/role ren')
    expect(await options.count()).toBe(0)
    arrive()
    await seen(options.first())
    expect(await options.first().textContent()).toContain('/role rename')
    expect(await input.inputValue()).toBe('/role ren')
  })
  test('people are picked with @', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    const left = phone(page, 'left')
    await left.input.focus()
    await page.keyboard.type('/role of @EMP202')
    await seen(left.options.first())
    await page.keyboard.press('Enter')
    expect(await left.input.inputValue()).toBe('/role of @李伟 ')
    await page.keyboard.press('Enter')
    await seen(left.cards.first())
    const said = sandbox.conversation().find(item => item.kind === 'message')
    expect(said).toMatchObject({ text: '/role of @李伟 ', mentions: ['EMP202'] })
  })
})
