import { describe, expect, test } from '@jest/globals'
import { ask, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const hour = 3_600_000
const add = '/topapi/role/addrolesforemps'
const remove = '/topapi/role/removerolesforemps'
const grant = '/role add 1203141 EMP123 --for 8h'

const has = (bot: Bot) => bot.sandbox.company.roles.get(1203141)?.members.has('EMP123')

/** The code of the end that is planned, as /pending shows it. */
async function endOf(bot: Bot) {
  const { markdown } = await bot.says('boss001', '/pending')
  const code = /- (\w{5}) · \/role remove/.exec(markdown)?.[1]
  if (code === undefined) throw new Error(`no end in ${markdown}`)
  return code
}

/** The grant is approved, and DingTalk neither does it nor answers. */
async function unclearGrant(bot: Bot) {
  for (const fault of ['busy', 'lose-answer'] as const) bot.sandbox.faults.set(fault, { path: add })
  const { code } = await ask(bot, 'boss001', grant)
  await bot.presses('boss002', 'approve')
  await bot.clock.fly(reaches(bot, code, 'Unclear'))
  bot.sandbox.faults.clear()
}

describe.each(databases)('the end of a grant for a time, on $name,', ({ open }) => {
  test('is tried again while DingTalk refuses it for a reason that passes', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    bot.sandbox.faults.set('permission-missing', { path: remove })
    await bot.clock.fly(bot.passes(8 * hour))
    expect(bot.log.some(({ event }) => event === 'end.postponed')).toBe(true)
    expect(has(bot)).toBe(true)
    bot.sandbox.faults.clear()
    await bot.clock.fly(bot.passes(hour / 12))
    await reaches(bot, end, 'Done')
    expect(has(bot)).toBe(false)
  })

  test('is given up after a day, and that is said', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    bot.sandbox.faults.set('permission-missing', { path: remove })
    await bot.clock.fly(bot.passes(33 * hour))
    const card = await reaches(bot, end, 'Not done')
    expect(card.markdown).toContain('lacks a permission')
  })

  test('is planned also where nobody knows whether it was granted', async () => {
    const bot = await startOn(open)
    await unclearGrant(bot)
    const end = await endOf(bot)
    // It did arrive, long after.
    bot.sandbox.company.addMembers([1203141], ['EMP123'])
    await bot.clock.fly(bot.passes(8 * hour))
    await reaches(bot, end, 'Done')
    expect(has(bot)).toBe(false)
  })

  test('does not take what another grant gave since', async () => {
    const bot = await startOn(open)
    await unclearGrant(bot)
    const end = await endOf(bot)
    await done(bot, 'boss001', '/role add 1203141 EMP123')
    await bot.clock.fly(bot.passes(8 * hour))
    const card = await reaches(bot, end, 'Done')
    expect(card.markdown).toContain('There was nothing left to take away.')
    expect(has(bot)).toBe(true)
  })

  test('comes also to whom a removal took it from and an undo gave it back', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', grant)
    const end = await endOf(bot)
    const { code } = await done(bot, 'boss001', '/role remove 1203141 EMP123')
    await done(bot, 'boss001', `/undo ${code}`)
    expect(has(bot)).toBe(true)
    await bot.clock.fly(bot.passes(8 * hour))
    await reaches(bot, end, 'Done')
    expect(has(bot)).toBe(false)
  })
})
