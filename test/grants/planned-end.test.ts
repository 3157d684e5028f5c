import { describe, expect, test } from '@jest/globals'
import { ask, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const hour = 3_600_000
const tick = 10_000
const remove = '/topapi/role/removerolesforemps'

/** A grant of 8 h, and the code of the end that it has left behind. */
async function granted(bot: Bot) {
  const { code } = await done(bot, 'boss001', '/role add 1203141 EMP123 --for 8h')
  const { markdown } = await bot.says('boss001', '/pending')
  const end = /- (\w{5}) · \/role remove/.exec(markdown)?.[1]
  if (end === undefined) throw new Error(`no end in ${markdown}`)
  return { code, end }
}

describe.each(databases)('the planned end of a grant, on $name', ({ open }) => {
  test('that found nothing to take away has nothing to undo', async () => {
    const bot = await startOn(open)
    const { end } = await granted(bot)
    bot.sandbox.company.removeMembers([1203141], ['EMP123'])
    await bot.passes(8 * hour + tick)
    await reaches(bot, end, 'Done')
    const { markdown } = await bot.says('boss001', `/undo ${end}`)
    expect(markdown).toBe(`${end} changed nothing, so there is nothing to undo.`)
  })

  test('while it is being done names no approver: there was none', async () => {
    const bot = await startOn(open)
    const { end } = await granted(bot)
    bot.sandbox.faults.set('hang', { path: remove })
    await bot.settled()
    bot.clock.advance(8 * hour + tick)
    await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)
    const { markdown } = await bot.says('boss002', `/letgo ${end}`)
    expect(markdown).toBe(`${end} is being done.`)
    bot.sandbox.faults.clear()
    await reaches(bot, end, 'Done')
  })

  test('that is unclear names none either', async () => {
    const bot = await startOn(open)
    const { end } = await granted(bot)
    bot.sandbox.faults.set('busy', { path: remove })
    bot.sandbox.faults.set('lose-answer', { path: remove })
    await bot.clock.fly(bot.passes(8 * hour + tick))
    await reaches(bot, end, 'Unclear')
    for (const word of ['approve', 'undo', 'letgo'])
      expect((await bot.says('boss002', `/${word} ${end}`)).markdown).toBe(
        `How ${end} ended is unclear.`,
      )
  })

  test('that DingTalk refuses could not be done, and can be told so', async () => {
    const bot = await startOn(open)
    const { end } = await granted(bot)
    bot.sandbox.faults.set('permission-missing', { path: remove })
    // A day and more after its time: it is not tried again.
    await bot.clock.fly(bot.passes(33 * hour))
    await reaches(bot, end, 'Not done')
    const { markdown } = await bot.says('boss002', `/letgo ${end}`)
    expect(markdown).toBe(`${end} could not be done.`)
  })

  test('is also meant by the code of the grant, which is on its card', async () => {
    const bot = await startOn(open)
    const { code, end } = await granted(bot)
    const longer = await ask(bot, 'boss001', `/role extend ${code} --for 2h`)
    expect(longer.title).toContain(`extend the grant of 财务 (${end})`)
    await bot.presses('boss002', 'approve')
    await reaches(bot, longer.code, 'Done')
    await bot.passes(9 * hour)
    await reaches(bot, end, 'Ends soon')
    const { markdown } = await bot.says('boss002', `/letgo ${code}`)
    expect(markdown).toBe(`All right: ${end} ends as planned.`)
    await bot.passes(hour + tick)
    await reaches(bot, end, 'Done')
    const late = await bot.says('boss001', `/role extend ${code}`)
    expect(late.markdown).toBe(`${code} is no time-bound grant that is still running.`)
  })
})
