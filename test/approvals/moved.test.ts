import { describe, expect, test } from '@jest/globals'
import { ask, bodies, buttonsOf, cardOf, codeOf, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

type Company = Bot['sandbox']['company']

/** What is asked for, what happens elsewhere meanwhile, and what the new card then shows. */
const moves = [
  {
    line: '/role rename 1203141 财务部',
    outside: (company: Company) => company.renameRole(1203141, '财务中心'),
    shows: '**Before** 财务中心\n\n**After** 财务部',
  },
  {
    line: '/role scope manager4220 1203141 --depts 20',
    outside: (company: Company) => company.setScope(1203141, 'manager4220', [11, 30]),
    shows: '**Before** 纪检部 (11), 财务部 (30)\n\n**After** 销售部 (20)',
  },
  {
    line: '/role add 1203141 EMP123 EMP203',
    outside: (company: Company) => company.addMembers([1203141], ['EMP203']),
    shows: 'Already members; this changes nothing for them: Jane Doe (EMP203)',
  },
  {
    line: '/role remove 1203141 manager4220 赵敏',
    outside: (company: Company) => company.removeMembers([1203141], ['manager4220']),
    shows: '**Before** 1 member, 赵敏 (01234567890123456789)',
  },
  {
    line: '/role delete 1203142',
    outside: (company: Company) => company.addMembers([1203142], ['EMP203']),
    shows: '⚠️ **This cannot be undone. 2 people lose the role.**',
  },
] as const

/** As above, but nothing of it is left to do. */
const overtaken = [
  {
    line: '/role rename 1203141 财务部',
    outside: (company: Company) => company.renameRole(1203141, '财务部'),
    why: 'It is called "财务部" already.',
  },
  {
    line: '/role add 1203141 EMP123',
    outside: (company: Company) => company.addMembers([1203141], ['EMP123']),
    why: 'They all have the role "财务" already.',
  },
  {
    line: '/role remove 1203141 manager4220',
    outside: (company: Company) => company.deleteRole(1203141),
    why: 'The role with the id 1203141 is no longer there.',
  },
] as const

describe.each(databases)('what changed elsewhere meanwhile, on $name', ({ open }) => {
  test.each(moves)('$line: nothing runs, and a new card shows the new difference', async one => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', one.line)
    one.outside(bot.sandbox.company)
    await bot.presses('boss002', 'approve', outTrackId)
    const old = await reaches(bot, code, 'Superseded')
    await bot.settled()
    const next = codeOf(bot.lastAnswer().title)
    expect(bot.writes()).toEqual([])
    expect(old.markdown).toContain(`nothing was done. ${next} shows what it would do now.`)
    expect(buttonsOf(old)).toEqual([])
    expect(cardOf(bot, next)?.markdown).toContain(one.shows)
    expect((await bot.presses('boss002', 'approve', outTrackId)).tips).toBe(
      `${code} is superseded by ${next}.`,
    )

    await bot.presses('boss002', 'approve', cardOf(bot, next)?.outTrackId)
    await reaches(bot, next, 'Done')
    expect(bodies(bot).length).toBeGreaterThan(0)
    expect(bot.cardCalls()).toHaveLength(2)
  })

  test.each(overtaken)('$line: where nothing of it is left to do, it ends', async one => {
    const bot = await startOn(open)
    const { code, outTrackId } = await ask(bot, 'boss001', one.line)
    one.outside(bot.sandbox.company)
    const { tips } = await bot.presses('boss002', 'approve')
    expect(tips).toContain(one.why)
    const { markdown, buttons } = await reaches(bot, code, 'Superseded')
    expect(markdown).toContain(one.why)
    expect(buttons).toEqual([])
    expect((await bot.presses('manager4220', 'approve', outTrackId)).tips).toBe(
      `${code} no longer fits what is there. Ask again.`,
    )
    expect(bot.writes()).toEqual([])
  })

  test('what does not change the difference changes nothing: somebody else joins the role that is renamed', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
    bot.sandbox.company.addMembers([1203141], ['EMP123'])
    await bot.presses('boss002', 'approve')
    await reaches(bot, code, 'Done')
  })

  test('an approval in words of the old card is none of the new one, and its requester has none at all', async () => {
    const bot = await startOn(open)
    const { code } = await ask(bot, 'boss001', '/role rename 1203141 财务部')
    bot.sandbox.company.renameRole(1203141, '财务中心')
    await bot.says('boss002', `/approve ${code}`)
    const { markdown } = await reaches(bot, code, 'Superseded')
    const next = await eventually(() => cardOf(bot, /(\w{5}) shows/.exec(markdown)?.[1] ?? ''))
    const own = await bot.presses('boss001', 'approve', next.outTrackId)
    expect(own.tips).toBe('You cannot approve your own request.')
    await bot.passes(60_000)
    expect(bot.writes()).toEqual([])
  })
})
