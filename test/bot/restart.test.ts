import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const question = '/role members 1203141'
const title = '财务: 2 members'
/** Everybody has looked once for what somebody left, and no lease has lapsed. */
const sweep = 6_000

/** The robot stops while it still waits for DingTalk, longer than it may wait. */
async function stopInTheMiddle(bot: Bot, path: string) {
  bot.sandbox.faults.set('hang', { path })
  const { ack } = await bot.sandbox.say('boss001', question)
  expect(ack?.code).toBe(200)
  await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)
  await bot.clock.fly(bot.stop())
  bot.sandbox.faults.clear()
}

describe.each(databases)('a new start on $name', ({ open }) => {
  async function start() {
    const { url, sql } = await open()
    return { sql, bot: await startBot({ settings: { DATABASE_URL: url } }) }
  }

  test('takes up what was acknowledged and not looked up yet', async () => {
    const { bot, sql } = await start()
    await stopInTheMiddle(bot, '/topapi/')
    expect(bot.answers()).toEqual([])
    // Handed back: also a robot on another machine, which knows nothing of this one's end, may take it at once.
    expect(await sql('SELECT status, lease_owner FROM requests')).toMatchObject([
      { status: 'received', lease_owner: null },
    ])
    await bot.start()
    await bot.settled()
    expect(bot.answers()).toHaveLength(1)
    expect([...bot.sandbox.cards.values()][0]?.cardParamMap.title).toBe(title)
  })

  test('takes up what was looked up and not shown yet', async () => {
    const { bot } = await start()
    await stopInTheMiddle(bot, '/v1.0/card/')
    await bot.start()
    await bot.settled()
    expect(bot.answers()).toHaveLength(1)
    expect(bot.calls('/topapi/role/simplelist')).toHaveLength(1)
  })

  test('finds the card that a crash left unnoted, and makes no second one', async () => {
    const { bot, sql } = await start()
    const card = await bot.says('boss001', question)
    await bot.stop()
    await sql("UPDATE requests SET owed = 1, shown_as = NULL, lease_owner = 'start 1'")
    await bot.start()
    await bot.settled()
    expect(await sql('SELECT owed FROM requests WHERE owed = 1')).toEqual([])
    expect(bot.cardCalls()).toHaveLength(2)
    expect(bot.cardCalls()[1]?.answer).toMatchObject({ code: 'param.cardAlreadyExist' })
    expect(bot.sandbox.cards.size).toBe(1)
    expect(bot.answers()).toHaveLength(1)
    expect(bot.lastAnswer()).toMatchObject({ title, markdown: card.markdown })
  })

  test('leaves alone what is answered, and what another robot is at', async () => {
    const { bot, sql } = await start()
    await bot.says('boss001', question)
    bot.sandbox.faults.set('hang', { path: '/topapi/role/simplelist' })
    await bot.sandbox.say('boss001', '/role members 1203142')
    await bot.start()
    bot.clock.advance(sweep)
    await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)
    bot.sandbox.faults.clear()
    await bot.settled()
    expect(await sql('SELECT id FROM requests WHERE owed = 1')).toEqual([])
    expect(bot.answers()).toHaveLength(2)
    expect(bot.cardCalls()).toHaveLength(2)
    expect(bot.log.filter(({ event }) => event === 'sweep.takenOver')).toEqual([])
  })
})

test('a robot that has stopped takes no more frames, and is gone from DingTalk', async () => {
  const bot = await startBot()
  await bot.stop()
  await eventually(() => bot.sandbox.connections() === 0)
  const { ack } = await bot.sandbox.say('boss001', question)
  expect(ack).toBeUndefined()
  expect(bot.log.at(-1)?.event).toBe('robot.stopped')
})

test('what is in hand when it stops is finished, where that is soon', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('hang', { path: '/topapi/role/simplelist' })
  await bot.sandbox.say('boss001', question)
  await eventually(() => bot.sandbox.faults.list()[0]?.struck === 1)
  const stopped = bot.stop()
  bot.sandbox.faults.clear()
  await stopped
  expect(bot.lastAnswer().title).toBe(title)
  expect(bot.cardCalls()).toHaveLength(1)
})
