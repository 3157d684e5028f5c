import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, bodies, buttonsOf, cardOf, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const hour = 3_600_000
const tick = 10_000
const remove = '/topapi/role/removerolesforemps'
const grant = '/role add 1203141 EMP123 --for 8h'

const has = (bot: Bot, userid: string) =>
  bot.sandbox.company.roles.get(1203141)?.members.has(userid)

/** The code of the end that a grant has left behind, as /pending shows it. */
async function endOf(bot: Bot) {
  const { markdown } = await bot.says('boss001', '/pending')
  const code = /- (\w{5}) · \/role remove/.exec(markdown)?.[1]
  if (code === undefined) throw new Error(`no end in ${markdown}`)
  return code
}

describe.each(databases)('a role for a time, on $name', ({ open }) => {
  test('says so on the card, reminds an hour before, and ends by itself', async () => {
    const bot = await startOn(open)
    const { code, markdown } = await done(bot, 'boss001', grant)
    expect(markdown).toContain('⏳ For 8h from approval, then I take it away again.')
    const end = await endOf(bot)
    await bot.passes(7 * hour - tick)
    expect(cardOf(bot, end)).toBeUndefined()

    await bot.passes(2 * tick)
    const reminder = await reaches(bot, end, 'Ends soon')
    expect(reminder.title).toBe(`Ends soon: the grant "add 1 person to 财务" [${end}]`)
    expect(reminder.markdown).toContain('**Granted** in addition 王芳 (EMP123)')
    expect(reminder.markdown).toMatch(new RegExp(`⏳ Ends at .+ \\(granted by ${code}\\)`))
    expect(buttonsOf(reminder)).toEqual(['extend', 'letgo'])
    expect(has(bot, 'EMP123')).toBe(true)

    await bot.passes(hour)
    const ended = await reaches(bot, end, 'Done')
    expect(ended.markdown).toContain('**Before** 3 members, among them 王芳 (EMP123)')
    expect(buttonsOf(ended)).toEqual([])
    expect(ended.outTrackId).toBe(reminder.outTrackId)
    expect(bodies(bot).slice(1)).toEqual([[remove, { roleIds: '1203141', userIds: 'EMP123' }]])
    expect(has(bot, 'EMP123')).toBe(false)
  })

  test('ends after a downtime that outlasted it, and tells the group once', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    await bot.stop()
    bot.clock.advance(30 * hour)
    await bot.start()
    await reaches(bot, end, 'Done')
    expect(has(bot, 'EMP123')).toBe(false)
    await bot.settled()
    expect(bodies(bot)).toHaveLength(2)
    expect(bot.sandbox.conversation().filter(({ kind }) => kind === 'card')).toHaveLength(3)
  })

  test('while DingTalk keeps one end waiting, everything else comes to its time', async () => {
    const bot = await startOn(open, { policy: policySchema.parse({ expires: '8h' }) })
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    const { code } = await ask(bot, 'boss001', '/role rename 1203142 出纳岗')
    bot.sandbox.faults.set('hang', { path: remove })
    await bot.settled()
    bot.clock.advance(8 * hour + tick)
    await reaches(bot, code, 'Expired')
    expect(has(bot, 'EMP123')).toBe(true)
    bot.sandbox.faults.clear()
    await reaches(bot, end, 'Done')
    expect(has(bot, 'EMP123')).toBe(false)
  })

  test('two robots end it once', async () => {
    const bot = await startOn(open)
    await bot.start()
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    await bot.passes(8 * hour + tick)
    await reaches(bot, end, 'Done')
    await bot.settled()
    expect(bodies(bot)).toHaveLength(2)
  })

  test('who was a member already stays one, and the card says so', async () => {
    const bot = await startOn(open)
    const { markdown } = await done(
      bot,
      'boss001',
      '/role add 1203141 EMP123 manager4220 --for 30m',
    )
    expect(markdown).toContain('Already members; this changes nothing for them: 小钉 (manager4220)')
    const end = await endOf(bot)
    // Half an hour leaves no room for a reminder.
    await bot.passes(hour / 2 - tick)
    expect(cardOf(bot, end)).toBeUndefined()
    await bot.passes(2 * tick)
    await reaches(bot, end, 'Done')
    expect(has(bot, 'EMP123')).toBe(false)
    expect(has(bot, 'manager4220')).toBe(true)
  })

  test('nothing is left to take away: it ends, and says so', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    bot.sandbox.company.removeMembers([1203141], ['EMP123'])
    await bot.passes(8 * hour + tick)
    const { title, markdown } = await reaches(bot, end, 'Done')
    expect(title).toBe(`Done: the grant "add 1 person to 财务" [${end}]`)
    expect(markdown).toContain('There was nothing left to take away.')
    expect(bodies(bot)).toHaveLength(1)
  })

  test('one who has left the organisation is no reason to leave the others the role', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', '/role add 1203141 EMP123 EMP203 --for 8h')
    const end = await endOf(bot)
    bot.sandbox.company.removePerson('EMP123')
    await bot.passes(8 * hour + tick)
    await reaches(bot, end, 'Done')
    expect(has(bot, 'EMP203')).toBe(false)
    expect(bodies(bot).slice(1)).toEqual([[remove, { roleIds: '1203141', userIds: 'EMP203' }]])
  })

  test('who lost it and got it again for good keeps it', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    const undo = await ask(bot, 'boss001', `/undo ${code}`)
    await bot.presses('boss002', 'approve')
    await reaches(bot, undo.code, 'Done')
    await done(bot, 'boss001', '/role add 1203141 EMP123')
    await bot.passes(8 * hour + tick)
    const { markdown } = await reaches(bot, end, 'Done')
    expect(markdown).toContain('There was nothing left to take away.')
    expect(has(bot, 'EMP123')).toBe(true)
  })

  test('a directory that cannot be read postpones the end, and does not lose it', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    bot.sandbox.faults.set('permission-missing', { path: '/topapi/role/' })
    await bot.passes(8 * hour + tick)
    expect(bot.log.some(({ event }) => event === 'scheduled.postponed')).toBe(true)
    bot.sandbox.faults.clear()
    await bot.passes(2 * 60_000)
    await reaches(bot, end, 'Done')
    expect(has(bot, 'EMP123')).toBe(false)
  })

  test('an end whose answer is lost is settled by reading', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    bot.sandbox.faults.set('lose-answer', { path: remove, times: 1 })
    await bot.clock.fly(bot.passes(8 * hour + tick))
    await reaches(bot, end, 'Done')
    expect(bodies(bot)).toHaveLength(2)
  })
})
