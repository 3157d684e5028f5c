import { describe, expect, test } from '@jest/globals'
import { runAudit } from '../../src/cli/audit.ts'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import type { AuditRecord } from '../../src/store/audit/record.ts'
import { ask, done, reaches, startOn } from '../changes/ask.ts'
import { storeOn } from '../store/stores.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const rename = '/role rename 1203141 财务部'

async function recordsOf(bot: Bot): Promise<readonly AuditRecord[]> {
  const { audit } = await storeOn(bot.config.databaseUrl)
  return (await audit.list({ limit: 1000 })).toReversed()
}

/** Who did what, from which state to which. */
const steps = (records: readonly AuditRecord[]) =>
  records.map(({ actor, event, from, to }) => [actor, event, from, to])

describe.each(databases)('the audit on $name', ({ open }) => {
  test('tells a change from its asking to its end', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', rename)
    const records = await recordsOf(bot)
    expect(steps(records.filter(record => record.code === code))).toEqual([
      ['boss001', 'received', undefined, 'received'],
      ['boss001', 'awaiting', 'received', 'awaiting'],
      ['boss002', 'approval', undefined, undefined],
      ['boss002', 'running', 'awaiting', 'running'],
      ['rolekeeper', 'done', 'running', 'done'],
    ])
    const [press] = records.filter(({ record }) => record.via === 'press')
    expect(press).toMatchObject({ actor: 'boss002', event: 'received' })
    expect(steps(records.filter(({ code }) => code === press?.code))).toEqual([
      ['boss002', 'received', undefined, 'received'],
      ['boss002', 'answered', 'received', 'answered'],
    ])
    const role = { id: 1203141, name: '财务' }
    const about = { command: 'role rename', line: rename, role, before: '财务', after: '财务部' }
    const [asked, ran] = records.filter(({ record }) => 'before' in record)
    expect(asked?.record).toEqual({ ...about, risk: 'high', people: [] })
    expect(ran?.record).toMatchObject({ ...about, approvers: [{ userid: 'boss002' }] })
    expect(ran?.record).not.toHaveProperty('alone')
  })

  test.each([
    ['somebody without any right', 'EMP203', rename, 'refused.notAdmin'],
    ['a line that is no command', 'boss001', '/role renam 1 2', 'parse.unknown.near'],
    [
      'a change that the policy does not allow',
      'boss001',
      '/role add 900101 EMP123',
      'role.isDefault',
    ],
    ['what is not theirs', 'manager5310', '/role add 1203141 EMP123', 'refused.range'],
    ['a decision about nothing', 'boss001', '/approve ZZZZZ', 'code.unknown'],
  ])('tells a refusal: %s', async (_, who, line, reason) => {
    const bot = await startOn(open)
    await bot.says(who, line)
    const records = await recordsOf(bot)
    expect(steps(records)).toEqual([
      [who, 'received', undefined, 'received'],
      [who, 'refused', 'received', 'refused'],
    ])
    expect(records.at(-1)?.record).toMatchObject({
      line: expect.stringContaining(line),
      reason,
    })
  })

  test('tells a colleague who is called as the robot is from the robot', async () => {
    const bot = await startOn(open)
    const { company } = bot.sandbox
    for (const [userid, name] of [
      ['rolekeeper', '管家'],
      ['userid:rolekeeper', '管家二号'],
    ] as const) {
      company.addPerson({ userid, name })
      company.addAdmin(userid, { level: 1, scope: [1] })
    }
    const { code, outTrackId } = await ask(bot, 'boss001', rename)
    await bot.presses('rolekeeper', 'approve', outTrackId)
    await reaches(bot, code, 'Done')
    await bot.says('userid:rolekeeper', '/role list')

    const records = await recordsOf(bot)
    expect(steps(records.filter(record => record.code === code))).toEqual([
      ['boss001', 'received', undefined, 'received'],
      ['boss001', 'awaiting', 'received', 'awaiting'],
      ['userid:rolekeeper', 'approval', undefined, undefined],
      ['userid:rolekeeper', 'running', 'awaiting', 'running'],
      ['rolekeeper', 'done', 'running', 'done'],
    ])
    const [ran] = records.filter(({ event, code: of }) => event === 'running' && of === code)
    expect(ran?.record).toMatchObject({ approvers: [{ userid: 'rolekeeper' }] })

    const shown = async (who: string) =>
      (await bot.says('boss001', `/audit --by ${who}`)).markdown
        .split('\n')
        .map(row => row.split(' · ')[2])
    const theirs = await shown('rolekeeper')
    expect(theirs.length).toBeGreaterThanOrEqual(2)
    expect(new Set(theirs)).toEqual(new Set(['userid:rolekeeper']))
    expect(new Set(await shown('userid:rolekeeper'))).toEqual(new Set(['userid:userid:rolekeeper']))
    const lines: string[] = []
    const exported = (verb: string) =>
      runAudit([verb], bot.config, createI18n('en'), line => lines.push(line))
    expect(await exported('export')).toBe(true)
    const done = lines.filter(line => line.includes(`"event":"done"`))
    expect(done).toEqual([expect.stringContaining('"actor":"rolekeeper"')])
    expect(await exported('verify')).toBe(true)
  })

  test.each([
    'Rolekeeper',
    'ro1ekeeper',
    'ｒolekeeper',
    'role\u200bkeeper',
    'rolekeeper\u200e',
    'rоlekeeper',
  ])('tells a colleague whose userid looks like the robot’s name: %j', async userid => {
    const bot = await startOn(open)
    bot.sandbox.company.addPerson({ userid, name: '管家' })
    bot.sandbox.company.addAdmin(userid, { level: 1, scope: [1] })
    await bot.says(userid, '/role list')
    await bot.settled()
    expect(new Set((await recordsOf(bot)).map(({ actor }) => actor))).toEqual(
      new Set([`userid:${userid}`]),
    )
    const { audit } = await storeOn(bot.config.databaseUrl)
    expect(await audit.list({ by: userid, limit: 10 })).toHaveLength(2)
  })

  test('tells every press: refused, too late, unknown', async () => {
    const bot = await startOn(open)
    const { outTrackId, code } = await ask(bot, 'boss001', rename)
    await bot.presses('boss001', 'approve', outTrackId)
    await bot.presses('EMP203', 'reject', outTrackId)
    await bot.presses('boss002', 'reject', outTrackId)
    await reaches(bot, code, 'Rejected')
    await bot.presses('boss002', 'approve', outTrackId)
    await bot.sandbox.press('boss002', outTrackId, 'open sesame', { params: {} })
    const records = await recordsOf(bot)
    const refusals = records.filter(({ event }) => ['refused', 'press.refused'].includes(event))
    expect(refusals.map(({ actor, record }) => [actor, record.reason])).toEqual([
      ['boss001', 'verdict.ownRequest'],
      ['EMP203', 'refused.notAdmin'],
      ['boss002', 'over.rejected'],
      ['boss002', 'press.unknownButton'],
    ])
    expect(steps(records.filter(record => record.to === 'rejected'))).toEqual([
      ['boss002', 'rejected', 'awaiting', 'rejected'],
    ])
  })

  test('is shown on a card, filtered by role, by person and by time', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', rename)
    bot.sandbox.company.removeMembers([1203142], ['EMP123'])
    bot.clock.advance(8 * 24 * 3_600_000)
    await done(bot, 'manager4220', '/role rename 1203142 出纳员', { by: 'boss001' })

    const rows = async (line: string) => (await bot.says('boss001', line)).markdown.split('\n')
    const finance = await rows('/audit --role 1203141')
    expect(finance).toHaveLength(3)
    for (const row of finance) expect(row).toContain('/role rename 1203141 财务部')
    expect(finance.map(row => / (awaiting|running|done) /.exec(row)?.[1])).toEqual([
      'done',
      'running',
      'awaiting',
    ])
    // By what it was called then.
    expect(await rows('/audit --role 财务')).toEqual(finance)
    const mine = await rows('/audit --by manager4220')
    expect(mine).toHaveLength(2)
    for (const row of mine) expect(row).toContain('manager4220')
    expect(await rows('/audit --role 1203141 --since 7d')).toEqual([''])
    expect(await rows('/audit --role 1203142 --since 7d')).toHaveLength(3)
    expect(await rows('/audit --role 1203142 --by boss001')).toHaveLength(1)
  })

  test('is sound after all that', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', rename)
    await bot.stop()
    const { audit } = await storeOn(bot.config.databaseUrl)
    expect(await audit.verify()).toMatchObject({ ok: true })
  })
})
