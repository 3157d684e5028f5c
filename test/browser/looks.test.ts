import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { inChromium, openPage } from './chromium.ts'
import { phone } from './phones.ts'
import { seen } from './seen.ts'

const paper = (page: Page) =>
  page.evaluate('getComputedStyle(document.querySelector(".bar")).backgroundColor')
const language = (page: Page) => page.evaluate('document.documentElement.lang')
const emptyOnes = `[...document.querySelectorAll('[data-word]')].filter(one => one.textContent === '').length
  + [...document.querySelectorAll('[data-label]')].filter(one => !one.getAttribute('aria-label')).length`

inChromium('the looks of the page', () => {
  test('light and dark: the system decides, until the switch does', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url, { colorScheme: 'dark' })
    const dark = await paper(page)
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await paper(page)
    expect(light).not.toBe(dark)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('#theme').click()
    expect(await paper(page)).toBe(light)
    await page.reload()
    expect(await paper(page)).toBe(light)
    await page.locator('#theme').click()
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await paper(page)).toBe(dark)
  })
  test('two languages: the browser decides, until the switch does', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url, { locale: 'zh-CN' })
    expect(await language(page)).toBe('zh-CN')
    expect(await page.title()).toBe('Rolekeeper 沙箱')
    for (const panel of ['company', 'wire', 'trouble']) {
      await page.locator(`#open-${panel}`).click()
      expect(await page.evaluate(emptyOnes)).toBe(0)
    }
    await page.locator('#language').click()
    expect(await language(page)).toBe('en')
    expect(await phone(page, 'left').place.locator('.holder label').textContent()).toBe('Requester')
    expect(await page.evaluate(emptyOnes)).toBe(0)
    await page.reload()
    expect(await language(page)).toBe('en')
  })
  test("the page begins in the robot's language, and takes it along", async () => {
    const asked: (string | undefined)[] = []
    const robot = {
      locale: () => 'zh' as const,
      restart: async (locale?: string) => void asked.push(locale),
    }
    const { sandbox } = await startBot({ sandbox: { robot } })
    const page = await openPage(sandbox.url, { locale: 'en-GB' })
    expect(await language(page)).toBe('zh-CN')
    await page.locator('#language').click()
    expect(await language(page)).toBe('en')
    await eventually(() => asked.length > 0)
    expect(asked).toEqual(['en'])
  })
  test('what asks for attention moves, but not for those who want no motion', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url, { reducedMotion: 'no-preference', tour: true })
    const target = page.locator('#left .composer.target')
    const moves = () => target.evaluate(node => node.getAnimations().length)
    await seen(target)
    expect(await moves()).toBe(1)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await moves()).toBe(0)
  })
  test('markup in the names of people and roles stays text', async () => {
    const bot = await startBot()
    const { sandbox } = bot
    const bad = '<img src=x onerror="document.title=1"><b>x</b> [l](https://example.com) *s*'
    sandbox.company.renameRole(12345, bad.slice(0, 40))
    sandbox.company.renamePerson('boss001', bad)
    sandbox.company.renameDepartment(11, '<script>document.title=2</script>')
    const page = await openPage(sandbox.url)
    const left = phone(page, 'left')
    await left.says(`hello <i>you</i> ${bad}`)
    await seen(left.cards.first())
    await left.says('/role list')
    await seen(left.cards.nth(1))
    await left.says('/role show 12345')
    await seen(left.cards.nth(2))
    await left.says('/role add 12345 EMP300')
    await phone(page, 'right').presses('approve')
    await seen(left.place.locator('.card:has-text("Done")'))
    await left.input.fill('/role show ')
    for (const panel of ['wire', 'trouble', 'company']) await page.locator(`#open-${panel}`).click()
    await seen(page.locator('.persons'))
    expect(await page.locator('.persons').textContent()).toContain(bad)
    expect(await left.place.locator('.items').textContent()).toContain('<i>you</i>')
    expect(
      await page.locator('img, script:not([src]), .items b, .items i, .items em').count(),
    ).toBe(0)
    expect(await page.locator('.items a').count()).toBe(0)
    expect(await page.title()).toBe('Rolekeeper sandbox')
  })
})
