import { describe, expect, test } from '@jest/globals'
import { ask, buttonsOf, cardOf, done, reaches, startOn } from '../changes/ask.ts'
import { startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const hour = 3_600_000
const line = '/role rename 1203141 财务部'
const at = String.raw`\d+ \w{3} \d{4}, \d\d:\d\d`

describe.each(databases)('the card on $name', ({ open }) => {
  test('tells what is asked, and calls those who can approve', async () => {
    const bot = await startOn(open)
    const card = await ask(bot, 'boss001', line)
    expect(card.title).toBe(`Waiting for approval: rename role 财务 (1203141) [${card.code}]`)
    expect(card.markdown.split('\n\n')).toEqual([
      '**Before** 财务',
      '**After** 财务部',
      '**Concerned** 2 people',
      expect.stringMatching(/^\*\*Risk\*\* high: .+ other administrator must agree$/),
      expect.stringMatching(new RegExp(`^\\*\\*Asked\\*\\* by 林岚, ${at}, until ${at}$`)),
      '**Approvers** <a atId=boss002>周航</a> <a atId=manager4220>小钉</a>',
    ])
    expect(card.tips).toBe(line)
    expect(buttonsOf(card)).toEqual(['approve', 'reject', 'cancel'])
    expect(bot.answers()).toMatchObject([{ kind: 'card', mentions: ['boss002', 'manager4220'] }])
  })

  test('is one, and edited in place to its end', async () => {
    const bot = await startOn(open)
    const { outTrackId, markdown } = await done(bot, 'boss001', line)
    expect(markdown.split('\n\n').slice(2)).toEqual([
      '**Concerned** 2 people',
      expect.stringMatching(new RegExp(`^\\*\\*Asked\\*\\* by 林岚, ${at}$`)),
      expect.stringMatching(new RegExp(`^✅ Approved by 周航, ${at}$`)),
      expect.stringMatching(new RegExp(`^✔️ Done, ${at}$`)),
    ])
    expect(bot.cardCalls()).toHaveLength(1)
    expect(bot.sandbox.cards.size).toBe(1)
    for (const viewer of [undefined, 'boss001', 'boss002', 'manager4220'])
      expect(bot.sandbox.view(outTrackId, viewer)).toMatchObject({
        title: expect.stringMatching(/^Done: /),
        tips: line,
        buttons: [],
      })
  })

  test('expires after a day', async () => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', line)
    await bot.passes(23 * hour)
    expect(cardOf(bot, code)?.title).toMatch(/^Waiting for approval/)
    await bot.passes(hour + 10_000)
    const card = await reaches(bot, code, 'Expired')
    expect(card.markdown).toMatch(/Nobody decided in time \(.+\)\. Nothing was changed\.$/)
    expect(buttonsOf(card)).toEqual([])
    const { tips } = await bot.presses('boss002', 'approve', outTrackId)
    expect(tips).toBe(`${code} has expired. Ask again.`)
    expect(bot.writes()).toEqual([])
  })

  test('of something that DingTalk refuses ends with the reason', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', line)
    bot.sandbox.faults.set('permission-missing', { path: '/role/update_role' })
    await bot.presses('boss002', 'approve')
    const card = await bot.clock.fly(reaches(bot, code, 'Not done'))
    expect(card.markdown).toContain('My app lacks a permission in DingTalk: ')
    expect(card.markdown).toContain('✅ Approved by 周航')
    expect(buttonsOf(card)).toEqual([])
    const { tips } = await bot.presses('manager4220', 'approve', card.outTrackId)
    expect(tips).toMatch(new RegExp(`^${code} was already approved by 周航 at ${at}, but could`))
  })
})

test('is in Chinese where the robot speaks Chinese', async () => {
  const bot = await startBot({ settings: { LOCALE: 'zh' } })
  const asked = await ask(bot, 'boss001', '/角色 添加 财务 王芳 --for 8h')
  expect(asked.title).toBe(`等待批准：给 1 人添加角色 财务 [${asked.code}]`)
  expect(asked.markdown).toContain('**变更前** 2 名成员')
  expect(asked.markdown).toContain('**审批人** <a atId=boss002>周航</a>')
  expect(asked.buttons.map(({ text }) => text)).toEqual(['批准', '拒绝', '取消'])
  const { tips } = await bot.presses('boss001', 'approve')
  expect(tips).toContain('不能批准自己的申请')
  await bot.presses('boss002', 'approve')
  const card = await reaches(bot, asked.code, '已完成：')
  expect(card.markdown).toMatch(/✅ 周航 已批准，.+\n\n✔️ 已完成，/)
})

test('people and departments concerned, and a name that would forge markup, stand harmless on it', async () => {
  const bot = await startBot()
  bot.sandbox.company.addAdmin('EMP300', { level: 1, scope: [1] })
  const { markdown } = await ask(bot, 'boss001', '/role add 12345 EMP300')
  expect(markdown).not.toContain('[Berg](')
  expect(markdown).not.toContain('<b>')
  expect(markdown.match(/\\\*Mia\\\* \\\[Berg\\\]/g)).toHaveLength(2)
})
