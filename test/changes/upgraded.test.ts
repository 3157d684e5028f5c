import { describe, expect, test } from '@jest/globals'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { ask, bodies, buttonsOf, cardOf, codeOf, done, reaches, startOn } from './ask.ts'

const hour = 3_600_000
const rename = '/role rename 1203141 财务部'
const grant = '/role add 1203141 EMP123 --for 8h'

describe.each(databases)('what an upgrade finds in the database, on $name', ({ open }) => {
  async function start() {
    const { url, sql } = await open()
    const bot = await startOn(async () => ({ url, sql }))
    /** Another version wrote this where the details say that. */
    const written = (code: string, from: string, to: string) =>
      sql(
        `UPDATE requests SET details = replace(details, '${from}', '${to}') WHERE code = '${code}'`,
      )
    return { bot, sql, written }
  }
  /** The code of the end that a grant has left behind. */
  async function grantedTo(bot: Bot) {
    await done(bot, 'boss001', grant)
    const { markdown } = await bot.says('boss001', '/pending')
    return /- (\w{5}) · \/role remove/.exec(markdown)?.[1] ?? ''
  }

  test('a change whose command is gone ends as unclear at its approval, and says so', async () => {
    const { bot, written } = await start()
    const { code } = await ask(bot, 'boss001', rename)
    await written(code, '"command":"role rename"', '"command":"role retitle"')
    const { tips } = await bot.presses('boss002', 'approve')
    expect(tips).toContain(`${code} was asked for in a way that I no longer understand`)
    await bot.settled()
    const card = await reaches(bot, code, 'Unclear')
    expect(card.markdown).toContain('The command /role retitle is no longer there')
    expect(buttonsOf(card)).toEqual([])
    expect(bot.writes()).toEqual([])
  })

  test('it can be rejected and withdrawn as any other', async () => {
    const { bot, written } = await start()
    const { code } = await ask(bot, 'boss001', rename)
    await written(code, '"command":"role rename"', '"command":"role retitle"')
    await bot.presses('boss002', 'reject')
    await reaches(bot, code, 'Rejected')
    const other = await ask(bot, 'boss001', rename)
    await written(other.code, '"command":"role rename"', '"command":"role retitle"')
    await bot.presses('boss001', 'cancel')
    await reaches(bot, other.code, 'Cancelled')
  })

  test('running, it ends as unclear: nobody can look whether it is in effect', async () => {
    const { bot, sql, written } = await start()
    const { code } = await ask(bot, 'boss001', rename)
    await bot.stop()
    await written(code, '"command":"role rename"', '"command":"role retitle"')
    await sql(`UPDATE requests SET status = 'running' WHERE code = '${code}'`)
    await bot.start()
    await bot.settled()
    const card = await reaches(bot, code, 'Unclear')
    expect(card.markdown).toContain('The command /role retitle is no longer there')
    expect(bot.writes()).toEqual([])
  })

  test('the end of a grant whose command is gone ends as unclear in its time, and its group is told', async () => {
    const { bot, written } = await start()
    const end = await grantedTo(bot)
    await written(end, '"command":"role remove"', '"command":"role revoke"')
    await bot.passes(9 * hour)
    const card = await reaches(bot, end, 'Unclear')
    expect(card.markdown).toContain('The command /role revoke is no longer there')
    expect(bodies(bot)).toHaveLength(1)
    expect((await bot.says('boss001', '/pending')).markdown).not.toContain(end)
  })

  test('a plan of another shape is not run: it is made anew, and shown anew with the reason', async () => {
    const { bot, written } = await start()
    const { code, outTrackId } = await ask(bot, 'boss001', rename)
    await written(code, '"from":', '"before":')
    const { tips } = await bot.presses('boss002', 'approve', outTrackId)
    expect(tips).toContain(`${code} was planned by another version of mine, so I did nothing`)
    await bot.settled()
    expect((await reaches(bot, code, 'Superseded')).markdown).toContain('another version of mine')
    expect(bot.writes()).toEqual([])
    const next = bot.lastAnswer()
    expect(next.title).toMatch(/^Waiting for approval/)
    await bot.presses('boss002', 'approve', next.outTrackId)
    await reaches(bot, codeOf(next.title), 'Done')
    expect(bot.writes()).toHaveLength(1)
  })

  test('a plan of another shape that was running is not looked at, nor run again', async () => {
    const { bot, sql, written } = await start()
    const { code } = await ask(bot, 'boss001', rename)
    await bot.stop()
    await written(code, '"from":', '"before":')
    await sql(`UPDATE requests SET status = 'running' WHERE code = '${code}'`)
    await bot.start()
    await bot.settled()
    expect((await reaches(bot, code, 'Unclear')).markdown).toContain(
      'was planned by another version of /role rename',
    )
    expect(bot.writes()).toEqual([])
  })

  test('arguments that the command reads otherwise now end it as unclear', async () => {
    const { bot, written } = await start()
    const { code } = await ask(bot, 'boss001', rename)
    await written(code, '"name":"财务部"', '"called":"财务部"')
    await bot.presses('boss002', 'approve')
    await bot.settled()
    expect((await reaches(bot, code, 'Unclear')).markdown).toContain(
      'was asked for in a way that /role rename no longer understands',
    )
    const end = await grantedTo(bot)
    await written(end, '"user":', '"people":')
    await bot.passes(9 * hour)
    await reaches(bot, end, 'Unclear')
  })

  test.each([
    ['no JSON', '{'],
    ['of a kind that is none', '{"kind":"wish"}'],
    ['half a change', '{"kind":"change","change":{"command":"role rename"}}'],
  ])('a row that is %s is set aside alone, counted and reported', async (_, details) => {
    const { bot, sql } = await start()
    const odd = await ask(bot, 'boss001', rename)
    const end = await grantedTo(bot)
    await sql(`UPDATE requests SET details = '${details}' WHERE code = '${odd.code}'`)

    // Its own time comes, and every sweep meets it: the others are not kept from theirs.
    bot.clock.advance(25 * hour)
    await bot.clock.fly(reaches(bot, end, 'Done'))
    expect(cardOf(bot, odd.code)?.title).toMatch(/^Waiting/)
    const told = bot.log.filter(({ event }) => event === 'store.unreadable')
    expect(told).toHaveLength(1)
    expect(told[0]?.fields).toMatchObject({ code: odd.code, status: 'awaiting' })
    expect(JSON.stringify(told)).not.toContain('财务')

    expect((await bot.says('boss001', '/pending')).title).toBe('0 requests waiting')
    expect((await bot.says('boss001', `/approve ${odd.code}`)).markdown).toContain(
      `${odd.code} was asked for in a way that I no longer understand`,
    )
    expect((await bot.presses('boss002', 'approve', odd.outTrackId)).tips).toContain(
      `${odd.code} was asked for in a way that I no longer understand`,
    )
    expect((await bot.says('boss001', '/status')).markdown).toContain(
      '1 request cannot be read by this version and is set aside',
    )
    const metrics = await fetch(`${bot.url}/metrics`)
    expect(await metrics.text()).toContain('rolekeeper_requests{state="unreadable"} 1')
  })
})
