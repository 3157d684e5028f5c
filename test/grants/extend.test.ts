import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { ask, bodies, buttonsOf, cardOf, done, reaches, startOn } from '../changes/ask.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const hour = 3_600_000
const tick = 10_000

const has = (bot: Bot) => bot.sandbox.company.roles.get(1203141)?.members.has('EMP123')

/** A grant of 8 h whose reminder is out. */
async function reminded(bot: Bot) {
  await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
  const { markdown } = await bot.says('boss001', '/pending')
  const code = /- (\w{5}) · \/role remove/.exec(markdown)?.[1] ?? ''
  await bot.passes(7 * hour + tick)
  return { ...(await reaches(bot, code, 'Ends soon')), code }
}

describe.each(databases)('a reminder answered on $name', ({ open }) => {
  test('Extend asks for as long again, which another administrator approves', async () => {
    const bot = await startOn(open)
    const end = await reminded(bot)
    const before = bot.answers().length
    const { tips } = await bot.presses('boss002', 'extend', end.outTrackId)
    const asked = /put (\w{5}) before its approvers/.exec(tips)?.[1] ?? ''
    const card = await reaches(bot, asked, 'Waiting')
    expect(card.title).toContain(`extend the grant of 财务 (${end.code})`)
    expect(card.markdown).toMatch(/\*\*Before\*\* until .+\n\n\*\*After\*\* until /)
    expect(card.markdown).toContain('8h longer')
    expect(bot.answers()).toHaveLength(before + 1)
    const own = await bot.presses('boss002', 'approve', card.outTrackId)
    expect(own.tips).toBe('You cannot approve your own request.')

    await bot.presses('boss001', 'approve', card.outTrackId)
    await reaches(bot, asked, 'Done')
    await bot.passes(2 * hour)
    expect(has(bot)).toBe(true)
    await bot.passes(7 * hour)
    await reaches(bot, end.code, 'Done')
    expect(has(bot)).toBe(false)
    expect(bodies(bot)).toHaveLength(2)
  })

  test('/role extend --for says how much longer; a second one finds the first', async () => {
    const bot = await startOn(open)
    const end = await reminded(bot)
    const one = await ask(bot, 'boss001', `/role extend ${end.code} --for 2d`)
    expect(one.markdown).toContain('2d longer')
    const two = await ask(bot, 'boss001', `/role extend ${end.code} --for 1h`)
    await bot.presses('boss002', 'approve', one.outTrackId)
    await reaches(bot, one.code, 'Done')
    await bot.presses('boss002', 'approve', two.outTrackId)
    await reaches(bot, two.code, 'Superseded')
    await bot.passes(40 * hour)
    expect(has(bot)).toBe(true)
  })

  test('an extension that comes too late moves nothing', async () => {
    const bot = await startOn(open)
    const end = await reminded(bot)
    const { code, outTrackId } = await ask(bot, 'boss001', `/role extend ${end.code}`)
    await bot.passes(hour)
    await reaches(bot, end.code, 'Done')
    const { tips } = await bot.presses('boss002', 'approve', outTrackId)
    expect(tips).toBe(`${end.code} is no time-bound grant that is still running.`)
    await reaches(bot, code, 'Superseded')
    const late = await bot.presses('boss002', 'extend', end.outTrackId)
    expect(late.tips).toBe(`${end.code} is no time-bound grant that is still running.`)
    expect(has(bot)).toBe(false)
  })

  test('Let go takes the buttons away, and it ends as planned', async () => {
    const bot = await startOn(open)
    const end = await reminded(bot)
    const { tips } = await bot.presses('boss002', 'letgo', end.outTrackId)
    expect(tips).toBe(`All right: ${end.code} ends as planned.`)
    await bot.settled()
    expect(buttonsOf(cardOf(bot, end.code) ?? { buttons: [{ id: '?' }] })).toEqual([])
    expect(cardOf(bot, end.code)?.markdown).toContain('as planned')
    expect(has(bot)).toBe(true)
    await bot.passes(hour)
    await reaches(bot, end.code, 'Done')
    expect(has(bot)).toBe(false)
  })

  test('/letgo before the reminder: there is none, and it ends all the same', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    const { markdown } = await bot.says('boss001', '/pending')
    const code = /- (\w{5}) · \/role remove/.exec(markdown)?.[1] ?? ''
    const said = await bot.says('boss002', `/letgo ${code}`)
    expect(said.markdown).not.toContain('Not done')
    await bot.passes(7 * hour + tick)
    expect(cardOf(bot, code)?.buttons).toEqual([])
    await bot.passes(hour)
    await reaches(bot, code, 'Done')
    expect(has(bot)).toBe(false)
  })

  test('the planned end itself cannot be approved, rejected, cancelled or undone', async () => {
    const bot = await startOn(open)
    const { code } = await reminded(bot)
    for (const word of ['approve', 'reject', 'cancel']) {
      const { markdown } = await bot.says('boss002', `/${word} ${code}`)
      expect(markdown).toContain(`${code} is the planned end of a grant`)
    }
    const undo = await bot.says('boss002', `/undo ${code}`)
    expect(undo.title).toBe('Not done')
    expect(has(bot)).toBe(true)
  })
})

describe('whoever answers a reminder needs the right over its people and its role', () => {
  const refusal = 'This is outside the departments that you manage.'

  test('a sub administrator of another department neither extends nor lets go', async () => {
    const bot = await startBot()
    const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    for (const line of [`/role extend ${code}`, `/letgo ${code}`])
      expect((await bot.says('manager4220', line)).markdown).toContain(refusal)
  })

  test('the rules of the role hold, by what it is called now', async () => {
    const policy = policySchema.parse({
      protectedRoles: ['金库'],
      request: { roles: { 保险: { deny: { users: ['boss001'] } } } },
    })
    const bot = await startBot({ policy })
    const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    for (const [name, why] of [
      ['保险', /does not let you/],
      ['金库', /protected/],
    ] as const) {
      bot.sandbox.company.renameRole(1203141, name)
      for (const line of [`/role extend ${code}`, `/letgo ${code}`])
        expect((await bot.says('boss001', line)).markdown).toMatch(why)
    }
  })

  test('so does what a rule by that name lets somebody do', async () => {
    const roles = { 金库: { allow: { levels: ['main'], users: ['EMP203'] } } }
    const bot = await startBot({ policy: policySchema.parse({ request: { roles } }) })
    const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    const extend = `/role extend ${code}`
    const letgo = `/letgo ${code}`
    for (const line of [extend, letgo])
      expect((await bot.says('EMP203', line)).title).toBe('Not done')
    await bot.hears(() => bot.sandbox.company.renameRole(1203141, '金库'))
    expect((await bot.says('EMP203', extend)).title).toMatch(/^Waiting/)
    expect((await bot.says('EMP203', letgo)).markdown).toMatch(/ends as planned/)
  })

  test('a grant to more people than a change may concern by now is let go, which changes nothing', async () => {
    const policy = policySchema.parse({})
    const bot = await startBot({ policy })
    const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 EMP203 --for 8h')
    policy.mostPeople = 1
    expect((await bot.says('boss001', `/role extend ${code}`)).markdown).toContain(
      'This concerns 2 people; one change may concern 1 at the most. It cannot be done in parts',
    )
    expect((await bot.says('boss001', `/letgo ${code}`)).markdown).toMatch(/ends as planned/)
  })

  test('the card that asks to extend has the name that the role has now', async () => {
    const bot = await startBot()
    const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
    bot.sandbox.company.renameRole(1203141, '财务部')
    const { title } = await ask(bot, 'boss001', `/role extend ${code}`)
    expect(title).toContain('extend the grant of 财务部')
  })
})
