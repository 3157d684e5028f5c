import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

/** A role of `count` people, and the card with its first page. */
async function crowd(bot: Bot, count: number) {
  const { id } = bot.sandbox.company.addCrowdedRole('全员活动', 900400, count)
  const card = await bot.says('boss001', `/role members ${id}`)
  return { id, card }
}

const userids = (markdown: string) => markdown.match(/CROWD\d+/g) ?? []
const ids = (buttons: readonly { id: string }[]) => buttons.map(({ id }) => id)

test('1,050 members are 11 calls, and all of them are there', async () => {
  const bot = await startBot()
  const { card } = await crowd(bot, 1050)
  expect(card.title).toBe('全员活动: 1050 members')
  expect(card.tips).toBe('Page 1 of 53 · 1050 in all')
  expect(bot.calls('/topapi/role/simplelist')).toHaveLength(11)
  const seen: string[] = [...userids(card.markdown)]
  for (let page = 2; page <= 53; page += 1) {
    const turned = await bot.presses('boss001', 'next')
    expect(turned.tips).toBe(`Page ${page} of 53 · 1050 in all`)
    seen.push(...userids(turned.markdown))
  }
  expect(new Set(seen).size).toBe(1050)
  expect(seen).toHaveLength(1050)
})

describe('turning pages', () => {
  test('forth and back, with the buttons that lead somewhere', async () => {
    const bot = await startBot()
    const { card } = await crowd(bot, 45)
    expect(userids(card.markdown)).toHaveLength(20)
    expect(ids(card.buttons)).toEqual(['next'])
    const second = await bot.presses('boss001', 'next')
    expect(ids(second.buttons)).toEqual(['previous', 'next'])
    const third = await bot.presses('boss001', 'next')
    expect(userids(third.markdown)).toHaveLength(5)
    expect(ids(third.buttons)).toEqual(['previous'])
    await bot.presses('boss001', 'previous')
    const first = await bot.presses('boss001', 'previous')
    expect(first.markdown).toBe(card.markdown)
    expect(ids(first.buttons)).toEqual(['next'])
  })

  test('asks DingTalk nothing and spends nothing', async () => {
    const bot = await startBot()
    await crowd(bot, 45)
    const before = bot.sandbox.calls.length
    await bot.presses('boss001', 'next')
    await bot.presses('boss002', 'next')
    expect(bot.sandbox.calls.slice(before)).toEqual([])
  })

  test('shows the page to who pressed, and to nobody else', async () => {
    const bot = await startBot()
    const { card } = await crowd(bot, 45)
    const second = await bot.presses('boss002', 'next')
    expect(second.markdown).not.toBe(card.markdown)
    expect(bot.sandbox.view(card.outTrackId, 'boss001').markdown).toBe(card.markdown)
    expect(bot.sandbox.view(card.outTrackId).markdown).toBe(card.markdown)
  })

  test('shows what was fetched then, also after a restart', async () => {
    const bot = await startBot()
    const { id } = await crowd(bot, 45)
    await bot.hears(() => bot.sandbox.company.deleteRole(id))
    await bot.stop()
    await bot.start()
    const second = await bot.presses('boss001', 'next')
    expect(userids(second.markdown)).toHaveLength(20)
  })

  test('a line can ask for a page at once', async () => {
    const bot = await startBot()
    const { id } = await crowd(bot, 45)
    const third = await bot.says('boss001', `/role members ${id} --page 3`)
    expect(third.tips).toBe('Page 3 of 3 · 45 in all')
    const beyond = await bot.says('boss001', `/role members ${id} --page 99`)
    expect(beyond.markdown).toBe(third.markdown)
  })

  test('a long list of roles and a person of many roles have pages too', async () => {
    const bot = await startBot()
    for (let n = 0; n < 25; n += 1) bot.sandbox.company.addRole(`角色${n}`, 900400, ['EMP203'])
    expect((await bot.says('boss001', '/role list')).tips).toBe('Page 1 of 2 · 33 in all')
    expect((await bot.says('boss001', '/role of EMP203')).tips).toBe('Page 1 of 2 · 25 in all')
  })
})

describe('a press by somebody who may not', () => {
  test.each([
    ['somebody of the organisation', 'EMP123', 'Only administrators of this organisation'],
    ['somebody of another one', 'outsider001', 'I answer only to members of this organisation'],
  ])('%s gets words, and no data', async (_, presser, words) => {
    const bot = await startBot()
    const { card } = await crowd(bot, 45)
    const before = bot.sandbox.calls.length
    const { answer, tips, markdown } = await bot.presses(presser, 'next')
    expect(tips).toContain(words)
    expect(markdown).toBe(card.markdown)
    expect(JSON.stringify(answer)).not.toMatch(/CROWD/)
    expect(bot.sandbox.calls.slice(before)).toEqual([])
  })

  test('an administrator who is none any more', async () => {
    const bot = await startBot()
    const { card } = await crowd(bot, 45)
    await bot.hears(() => bot.sandbox.company.removeAdmin('boss001'))
    const { tips, markdown } = await bot.presses('boss001', 'next')
    expect(tips).toContain('Only administrators')
    expect(markdown).toBe(card.markdown)
  })
})

describe('odd presses', () => {
  const press = (bot: Bot, button: string, params: Record<string, unknown>) =>
    bot.sandbox.press('boss001', bot.lastAnswer().outTrackId, button, { params })

  test.each([
    ['a page that is none', 'next', { page: '99', action: 'next' }],
    ['a page that is no number', 'next', { page: 'two', action: 'next' }],
    ['a button that no card has', 'detonate', { action: 'detonate' }],
    ['parameters of another shape', 'next', { page: { n: 1 }, action: 7 }],
  ])('%s', async (_, button, params) => {
    const bot = await startBot()
    await crowd(bot, 45)
    expect(await press(bot, button, params)).toMatchObject({
      cardData: { cardParamMap: { tips: expect.stringMatching(/do not know this button/) } },
    })
    expect((await bot.presses('boss001', 'next')).tips).toContain('Page 2 of 3')
  })

  test('one on a list that is not kept any more says so', async () => {
    const bot = await startBot()
    await crowd(bot, 45)
    await bot.stop()
    await bot.passes(31 * 24 * 3600_000)
    await bot.start()
    await bot.settled()
    expect((await bot.presses('boss001', 'next')).tips).toContain('no longer kept')
  })

  test('one while DingTalk is slow is answered in time, and followed by an edit', async () => {
    const bot = await startBot()
    const { card } = await crowd(bot, 45)
    await bot.sandbox.event('org_admin_add', { userId: ['EMP123'] })
    bot.sandbox.faults.set('hang', { path: '/topapi/user/listadmin' })
    const pressed = bot.presses('boss001', 'next')
    await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)
    bot.clock.advance(1500)
    expect((await pressed).tips).toBe('One moment: I am checking who you are.')
    bot.sandbox.faults.clear()
    await bot.settled()
    expect(bot.sandbox.view(card.outTrackId, 'boss001').tips).toContain('Page 2')
    expect(bot.sandbox.view(card.outTrackId, 'boss002').markdown).toBe(card.markdown)
  })
})
