import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { databases } from '../support/databases.ts'

const question = '/role members 1203141'

/** Whatever came has had its turn, and every frame was acknowledged. */
async function settled(bot: Bot) {
  await bot.settled()
  expect(bot.sandbox.frames.filter(({ ack }) => ack?.code !== 200)).toEqual([])
}

const cardsOf = (bot: Bot, title: string) =>
  [...bot.sandbox.cards.values()].filter(({ cardParamMap }) => cardParamMap.title === title)

describe.each(databases)('what comes again on $name', ({ open }) => {
  const start = async () => startBot({ settings: { DATABASE_URL: (await open()).url } })

  test('the same message in five frames at once is one card', async () => {
    const bot = await start()
    await bot.says('boss001', question, { deliveries: 5 })
    await settled(bot)
    expect(bot.sandbox.frames).toHaveLength(5)
    expect(cardsOf(bot, '财务: 2 members')).toHaveLength(1)
    expect(bot.cardCalls()).toHaveLength(1)
    expect(bot.calls('/topapi/role/simplelist')).toHaveLength(1)
  })

  test('the same message pushed again later is one card, in the same life and in the next', async () => {
    const bot = await start()
    const msgId = 'msgAgain=='
    await bot.says('boss001', question, { msgId })
    await bot.sandbox.say('boss001', question, { msgId })
    await settled(bot)
    await bot.stop()
    await bot.start()
    const { ack } = await bot.sandbox.say('boss001', question, { msgId })
    expect(ack?.code).toBe(200)
    await settled(bot)
    expect(bot.cardCalls()).toHaveLength(1)
    expect(cardsOf(bot, '财务: 2 members')).toHaveLength(1)
  })

  test('the same words in another message are another question', async () => {
    const bot = await start()
    await bot.says('boss001', question)
    await bot.says('boss001', question)
    expect(bot.cardCalls()).toHaveLength(2)
  })

  test('two robots on one database give one card, whichever gets the frames', async () => {
    const bot = await start()
    await bot.start()
    expect(bot.sandbox.connections()).toBe(2)
    await bot.says('boss001', question, { deliveries: 40 })
    await settled(bot)
    const used = new Set(bot.sandbox.frames.map(({ connectionId }) => connectionId))
    expect(used.size).toBe(2)
    expect(bot.cardCalls()).toHaveLength(1)
    expect(cardsOf(bot, '财务: 2 members')).toHaveLength(1)
  })

  test('five messages at once are five cards', async () => {
    const bot = await start()
    await Promise.all(
      Array.from({ length: 5 }, (_, n) => bot.sandbox.say('boss001', `/help role list ${n}`)),
    )
    await settled(bot)
    expect(bot.answers()).toHaveLength(5)
    expect(bot.cardCalls()).toHaveLength(5)
  })

  test('a press that is delivered twice turns one page', async () => {
    const bot = await start()
    const { id } = bot.sandbox.company.addCrowdedRole('全员活动', 900400, 65)
    await bot.says('boss001', `/role members ${id}`)
    const { outTrackId } = bot.lastAnswer()
    await bot.sandbox.press('boss001', outTrackId, 'next', { deliveries: 2 })
    await settled(bot)
    expect(bot.sandbox.view(outTrackId, 'boss001').tips).toContain('Page 2 of 4')
  })
})

test('what the store could not take is not acknowledged, and answered once it can', async () => {
  const [sqlite] = databases
  const { url, sql } = await sqlite.open()
  const bot = await startBot({
    settings: { DATABASE_URL: url },
    sandbox: { redeliverAfterMs: 300, ackLimitMs: 200 },
  })
  await sql("CREATE TRIGGER full BEFORE INSERT ON requests BEGIN SELECT RAISE(ABORT, 'full'); END")
  const { ack } = await bot.sandbox.say('boss001', question)
  expect(ack).toBeUndefined()
  expect(bot.calls('/topapi/')).toEqual([])
  await sql('DROP TRIGGER full')
  await bot.settled()
  expect(bot.answers()).toHaveLength(1)
  expect(bot.lastAnswer().title).toBe('财务: 2 members')
  expect(bot.sandbox.frames.length).toBeGreaterThan(1)
})
