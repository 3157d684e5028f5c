import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { inChromium, openPage } from './chromium.ts'
import { phone } from './phones.ts'

inChromium('the panels', () => {
  test('the company changes live, and marks what just changed', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const panel = page.locator('#panel')
    await page.locator('#open-company').click()
    await panel.locator('.roles').first().waitFor()
    expect(await panel.locator('.pill.new').count()).toBe(0)
    await phone(page, 'left').says('/role rename 财务 财务部')
    await phone(page, 'right').button('approve').click()
    await panel.locator('.roles > li:has-text("财务部") > .pill.new').waitFor()
    expect(await panel.locator('.pill.new').count()).toBe(1)
    expect(await panel.locator('.changes li').first().textContent()).toContain('财务部')
  })
  test('groups and admin groups are there, new ones marked', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-company').click()
    await phone(page, 'left').says('/role group create 新项目')
    await phone(page, 'left').button('confirm').click()
    await page.locator('#panel h4:has-text("新项目") .pill.new').waitFor()
    await phone(page, 'left').says('/rbac create 审计管理组 --members EMP123')
    await phone(page, 'right').button('approve').click()
    await page.locator('#panel li:has-text("审计管理组") .pill.new').waitFor()
  })
  test('with the quota used up the robot answers with a message', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-trouble').click()
    await page.getByRole('switch', { name: 'Quota' }).click()
    await phone(page, 'left').says('/whoami')
    await phone(page, 'left').place.locator('.robot .bubble:has-text("boss001")').waitFor()
  })
  test('a change by hand in the admin console supersedes what waits', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await phone(page, 'left').says('/role rename 财务 财务部')
    await phone(page, 'right').button('approve').waitFor()
    await page.locator('#open-company').click()
    await page.locator('#console-role').selectOption('1203141')
    await page.locator('#console-name').fill('财务中心')
    await page.locator('.console button').click()
    await page.locator('.roles > li:has-text("财务中心")').waitFor()
    await phone(page, 'right').button('approve').click()
    await phone(page, 'left').place.locator('.card:has-text("Superseded")').waitFor()
    expect(bot.sandbox.company.roles.get(1203141)?.name).toBe('财务中心')
    const what = page.locator('#console-what')
    await what.selectOption('add-admin')
    await page.locator('#console-person').selectOption('EMP123')
    await page.locator('#console-level').selectOption('2')
    await page.locator('#console-range').selectOption('11')
    await page.locator('.console button').click()
    await eventually(() => bot.sandbox.company.persons.get('EMP123')?.admin?.level === 2)
    expect(bot.sandbox.company.persons.get('EMP123')?.admin?.scope).toEqual([11])
    await what.selectOption('remove-admin')
    await page.locator('.console button').click()
    await eventually(() => bot.sandbox.company.persons.get('EMP123')?.admin === undefined)
    for (const [change, member] of [
      ['add-member', true],
      ['remove-member', false],
    ] as const) {
      await what.selectOption(change)
      await page.locator('.console button').click()
      const role = bot.sandbox.company.roles.get(1203141)
      await eventually(() => role?.members.has('EMP123') === member)
    }
  })
  test('the wire shows both directions and hides what opens doors', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-wire').click()
    const wire = page.locator('.wire')
    await phone(page, 'left').says('/whoami')
    await wire.locator('li:has-text("/v1.0/im/bot/messages/get")').waitFor()
    await wire.locator('li:has-text("createAndDeliver")').waitFor()
    expect(await page.locator('.counts b').allTextContents()).toEqual(['1', '1'])
    for (const summary of await wire.locator('summary').all()) await summary.click()
    const text = (await wire.textContent()) ?? ''
    expect(text).toContain('"sessionWebhook": "***"')
    expect(text).toMatch(/acknowledged in \d+ ms/)
    expect(text).not.toContain('sendBySession?session=')
    expect(text).not.toMatch(/"(access_?token|ticket)": "(?!\*\*\*)/i)
  })
  test('trouble can be switched on and off, and is survived', async () => {
    let restarts = 0
    const robot = {
      restart: async () => {
        restarts += 1
      },
    }
    const bot = await startBot({ sandbox: { robot } })
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-trouble').click()
    const toggle = (name: string) => page.getByRole('switch', { name })
    for (const name of [
      'Lost answer',
      'Slow',
      'Throttled',
      'No permission',
      'Quota',
      'Deliver twice',
    ]) {
      await toggle(name).click()
      await page.locator(`.switch[aria-checked="true"]`).waitFor()
      expect(bot.sandbox.faults.list().length).toBeGreaterThan(0)
      await toggle(name).click()
      await page.locator(`.switch[aria-checked="true"]`).waitFor({ state: 'detached' })
      expect(bot.sandbox.faults.list()).toEqual([])
    }
    await toggle('Deliver twice').click()
    await toggle('No permission').click()
    await page.getByRole('button', { name: 'Break the connection' }).click()
    await page.locator('#link.on').waitFor()
    await eventually(() => bot.sandbox.connections() > 0)
    await phone(page, 'left').says('/whoami')
    await phone(page, 'left').place.locator('.item.robot .bubble').waitFor()
    expect(await phone(page, 'left').place.locator('.item.robot').count()).toBe(1)
    await page.getByRole('button', { name: 'Kill the robot' }).click()
    await eventually(() => restarts === 1)
  })
})
