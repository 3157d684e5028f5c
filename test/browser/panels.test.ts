import { expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'
import { inChromium, openPage } from './chromium.ts'
import { phone } from './phones.ts'
import { seen } from './seen.ts'

inChromium('the panels', () => {
  test('the company changes live, and marks what just changed', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    const panel = page.locator('#panel')
    await page.locator('#open-company').click()
    await seen(panel.locator('.roles').first())
    expect(await panel.locator('.pill.new').count()).toBe(0)
    await phone(page, 'left').says('/role rename 财务 财务部')
    await phone(page, 'right').presses('approve')
    await seen(panel.locator('.roles > li:has-text("财务部") > .pill.new'))
    expect(await panel.locator('.pill.new').count()).toBe(1)
    expect(await panel.locator('.changes li').first().textContent()).toContain('财务部')
  })
  test('groups and admin groups are there, new ones marked', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-company').click()
    await phone(page, 'left').says('/role group create 新项目')
    await phone(page, 'left').presses('confirm')
    await seen(page.locator('#panel h4:has-text("新项目") .pill.new'))
    await phone(page, 'left').says('/rbac create 审计管理组 --members EMP123')
    await phone(page, 'right').presses('approve')
    await seen(page.locator('#panel li:has-text("审计管理组") .pill.new'))
  })
  test('with the quota used up the robot answers with a message', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-trouble').click()
    await page.getByRole('switch', { name: 'Quota' }).click()
    await seen(page.getByRole('switch', { name: 'Quota', checked: true }))
    await phone(page, 'left').says('/whoami')
    await seen(phone(page, 'left').place.locator('.robot .bubble:has-text("boss001")'))
  })
  test('a change by hand in the admin console supersedes what waits', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await phone(page, 'left').says('/role rename 财务 财务部')
    await seen(phone(page, 'right').button('approve'))
    await page.locator('#open-company').click()
    await page.locator('#console-role').selectOption('1203141')
    await page.locator('#console-name').fill('财务中心')
    await page.locator('.console button').click()
    await seen(page.locator('.roles > li:has-text("财务中心")'))
    await phone(page, 'right').presses('approve')
    await seen(phone(page, 'left').place.locator('.card:has-text("Superseded")'))
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
  test('of two changes at once the newer one is shown, whichever answer is slower', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    await page.locator('#open-company').click()
    let answer = () => {}
    const answered = new Promise<void>(resolve => {
      answer = resolve
    })
    let asked = 0
    let held = false
    await page.route('**/control/company', async route => {
      asked += 1
      const first = asked === 1
      const response = await route.fetch()
      held ||= first
      if (first) await answered
      await route.fulfill({ response })
    })
    sandbox.company.renameRole(1203141, '财会')
    await eventually(() => held)
    const phones = page.waitForResponse('**/control/chat*')
    sandbox.company.renameRole(1203141, '财务中心')
    await phones
    expect(asked).toBe(1)
    answer()
    await seen(page.locator('.roles > li:has-text("财务中心")'))
    expect(asked).toBe(2)
  })
  test('the wire shows both directions and hides what opens doors', async () => {
    const bot = await startBot()
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-wire').click()
    const wire = page.locator('.wire')
    await phone(page, 'left').says('/whoami')
    await seen(wire.locator('li:has-text("/v1.0/im/bot/messages/get")'))
    await seen(wire.locator('li:has-text("createAndDeliver")'))
    expect(await page.locator('.counts b').allTextContents()).toEqual(['1', '1'])
    for (const row of await wire.locator('details').all()) {
      await row.locator('summary').click()
      await seen(row.locator('pre').first())
    }
    const text = (await wire.textContent()) ?? ''
    expect(text).toContain('"sessionWebhook": "***"')
    expect(text).toMatch(/acknowledged in \d+ ms/)
    expect(text).not.toContain('sendBySession?session=')
    expect(text).not.toMatch(/"(access_?token|ticket)": "(?!\*\*\*)/i)
  })
  test('what is switched off while it is still being switched on is off', async () => {
    const { sandbox } = await startBot()
    const page = await openPage(sandbox.url)
    await page.locator('#open-trouble').click()
    let go = () => {}
    const gone = new Promise<void>(resolve => {
      go = resolve
    })
    // Lost answers are one fault for each kind of writing; this one is slow to be set.
    await page.route('**/control/faults', async route => {
      if (route.request().postData()?.includes('deleterole')) await gone
      await route.continue()
    })
    const lose = page.getByRole('switch', { name: 'Lost answer' })
    await lose.click()
    await seen(page.getByRole('switch', { name: 'Lost answer', checked: true }))
    await lose.click()
    go()
    await seen(page.locator('.troubles + p:has-text("Done")'))
    await seen(page.getByRole('switch', { name: 'Lost answer', checked: false }))
    expect(sandbox.faults.list()).toEqual([])
  })
  test('trouble can be switched on and off, and is survived', async () => {
    let restarts = 0
    const robot = {
      restart: async () => {
        restarts += 1
      },
    }
    const bot = await startBot({ flowing: true, sandbox: { robot } })
    const page = await openPage(bot.sandbox.url)
    await page.locator('#open-trouble').click()
    const toggle = (name: string, checked: boolean) => page.getByRole('switch', { name, checked })
    for (const name of [
      'Lost answer',
      'Slow',
      'Throttled',
      'No permission',
      'Quota',
      'Deliver twice',
    ]) {
      await toggle(name, false).click()
      await seen(toggle(name, true))
      expect(bot.sandbox.faults.list().length).toBeGreaterThan(0)
      await toggle(name, true).click()
      await seen(toggle(name, false))
      expect(bot.sandbox.faults.list()).toEqual([])
    }
    for (const name of ['Deliver twice', 'No permission']) {
      await toggle(name, false).click()
      await seen(toggle(name, true))
    }
    await page.getByRole('button', { name: 'Break the connection' }).click()
    const connected = () => bot.log.filter(({ event }) => event === 'stream.connected')
    await eventually(() => connected().length === 2)
    await phone(page, 'left').says('/whoami')
    await seen(phone(page, 'left').place.locator('.item.robot .bubble'))
    const delivered = () =>
      bot.sandbox.frames.filter(({ data }) => JSON.stringify(data).includes('/whoami'))
    await eventually(() => delivered().length === 2 && delivered().every(({ ack }) => ack))
    expect(bot.answers()).toHaveLength(1)
    expect(await phone(page, 'left').place.locator('.item.robot').count()).toBe(1)
    await page.getByRole('button', { name: 'Kill the robot' }).click()
    await eventually(() => restarts === 1)
  })
})
