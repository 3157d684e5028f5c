import { describe, expect, test } from '@jest/globals'
import { ask, done, reaches, startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const hour = 3_600_000
const tick = 10_000
const add = '/topapi/role/addrolesforemps'
const line = '/role add 1203141 EMP123'

const has = (bot: Bot) => bot.sandbox.company.roles.get(1203141)?.members.has('EMP123')

/** Two grants are asked for and approved; DingTalk does the second while it is still busy with the first. */
async function inFlight(bot: Bot, first: string, second: string) {
  const one = await ask(bot, 'boss001', first)
  const two = await ask(bot, 'boss001', second)
  bot.sandbox.faults.set('busy', { path: add, times: 1 })
  await bot.presses('boss002', 'approve', one.outTrackId)
  await eventually(() => bot.calls(add).length === 1)
  await bot.presses('boss002', 'approve', two.outTrackId)
  await reaches(bot, two.code, 'Done')
  await bot.clock.fly(reaches(bot, one.code, 'Done'))
  return { one, two }
}

describe.each(databases)('two grants in flight for one person, on $name:', ({ open }) => {
  test('the end of the timed one does not take what the one for good gave', async () => {
    const bot = await startOn(open)
    await inFlight(bot, `${line} --for 8h`, line)
    await bot.clock.fly(bot.passes(8 * hour + tick))
    expect(bot.lastAnswer().markdown).toContain('There was nothing left to take away.')
    expect(has(bot)).toBe(true)
  })

  test.each([
    ['8h', '4h'],
    ['4h', '8h'],
    ['8h', '8h'],
  ])('of two timed ones, %s and %s, the later end takes it', async (first, second) => {
    const bot = await startOn(open)
    await inFlight(bot, `${line} --for ${first}`, `${line} --for ${second}`)
    await bot.clock.fly(bot.passes(8 * hour - 2 * tick))
    expect(has(bot)).toBe(true)
    await bot.clock.fly(bot.passes(4 * tick))
    expect(has(bot)).toBe(false)
  })

  test('while another grant is under way the end waits, and then knows', async () => {
    const bot = await startOn(open)
    await done(bot, 'boss001', `${line} --for 8h`)
    bot.sandbox.company.removeMembers([1203141], ['EMP123'])
    const second = await ask(bot, 'boss001', line)
    bot.sandbox.faults.set('hang', { path: add, times: 1 })
    await bot.presses('boss002', 'approve', second.outTrackId)
    await eventually(() => bot.calls(add).length === 2 || bot.sandbox.faults.list().length === 0)
    bot.clock.advance(8 * hour + tick)
    await eventually(() => bot.log.some(({ event }) => event === 'scheduled.postponed'))
    bot.sandbox.faults.clear()
    await reaches(bot, second.code, 'Done')
    await bot.passes(2 * 60_000)
    expect(has(bot)).toBe(true)
  })

  test('a clock that goes back hides no later grant', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', `${line} --for 8h`)
    await bot.settled()
    bot.clock.advance(-hour)
    await done(bot, 'boss001', `/undo ${code}`)
    await done(bot, 'boss001', line)
    await bot.settled()
    bot.clock.advance(hour)
    await bot.passes(8 * hour + tick)
    expect(has(bot)).toBe(true)
  })

  test('nor does it hide a change that an undo would trample on', async () => {
    const bot = await startOn(open)
    const { code } = await done(bot, 'boss001', '/role rename 1203141 财务部')
    await bot.settled()
    bot.clock.advance(-hour)
    const later = await done(bot, 'boss001', '/role rename 1203141 财务中心')
    expect((await bot.says('boss001', `/undo ${code}`)).markdown).toContain(later.code)
  })

  test('the one for good may be an undo', async () => {
    const bot = await startOn(open)
    bot.sandbox.company.addMembers([1203141], ['EMP123'])
    const removed = await done(bot, 'boss001', '/role remove 1203141 EMP123')
    await inFlight(bot, `${line} --for 8h`, `/undo ${removed.code}`)
    await bot.clock.fly(bot.passes(8 * hour + tick))
    expect(has(bot)).toBe(true)
  })

  test('another role has nothing to do with it', async () => {
    const bot = await startOn(open)
    await inFlight(bot, `${line} --for 8h`, '/role add 12345 EMP203')
    await done(bot, 'boss001', '/role add 1560985325 EMP123')
    await bot.clock.fly(bot.passes(8 * hour + tick))
    expect(has(bot)).toBe(false)
  })

  test('the one that was in effect last can be undone, the other after it', async () => {
    const bot = await startOn(open)
    const { one, two } = await inFlight(bot, line, `${line} --for 8h`)
    expect((await bot.says('boss001', `/undo ${two.code}`)).markdown).toContain(one.code)
    expect((await bot.says('boss001', `/undo ${one.code}`)).title).toMatch(/^Waiting/)
  })
})
