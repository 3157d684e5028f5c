import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { startOn } from '../changes/ask.ts'
import type { Bot } from '../support/bot.ts'
import { databases, look } from '../support/databases.ts'
import { eventually } from '../support/eventually.ts'

const hourMs = 3_600_000
const refusal = 'Only administrators of this organisation can use me.'
const { stringContaining } = expect

/** Says lines one after the other; resolves once everything has come to rest. */
async function say(bot: Bot, userid: string, times: number, said?: Parameters<Bot['says']>[2]) {
  for (let n = 0; n < times; n += 1) await bot.sandbox.say(userid, '/role members 1203141', said)
  await bot.settled()
}

const recordsOf = async (bot: Bot, userid: string) => {
  const rows = await look(
    bot.config.databaseUrl,
    `SELECT event, record FROM audit WHERE actor = '${userid}' ORDER BY seq`,
  )
  return rows.map(row => JSON.parse(JSON.stringify(row)) as { event: string; record: string })
}
const eventsOf = async (bot: Bot, userid: string) =>
  (await recordsOf(bot, userid)).map(({ event }) => event)

describe.each(databases)('somebody without any right, on $name', ({ open }) => {
  test('is told once an hour, by a card that only they see, and leaves a count', async () => {
    const bot = await startOn(open)
    await say(bot, 'EMP123', 1)
    await say(bot, 'EMP123', 5)
    expect(bot.answers()).toMatchObject([{ kind: 'card', recipients: ['EMP123'] }])
    expect(bot.lastAnswer('EMP123').markdown).toContain(refusal)
    expect(bot.cardCalls()).toMatchObject([
      { body: { imGroupOpenDeliverModel: { recipients: ['EMP123'] } } },
    ])
    expect(bot.calls('/topapi/')).toHaveLength(1)
    expect(await eventsOf(bot, 'EMP123')).toEqual(['received', 'refused'])
    expect(await look(bot.config.databaseUrl, 'SELECT line FROM requests')).toHaveLength(1)

    await bot.passes(hourMs)
    await say(bot, 'EMP123', 1)
    expect(bot.cardCalls()).toHaveLength(2)
    expect(await recordsOf(bot, 'EMP123')).toMatchObject([
      { event: 'received' },
      { event: 'refused' },
      { event: 'unheard', record: stringContaining('"count":5') },
      { event: 'received' },
      { event: 'refused' },
    ])
  })

  test('is told in each conversation', async () => {
    const bot = await startOn(open)
    await say(bot, 'EMP123', 2)
    await say(bot, 'EMP123', 2, { conversation: 'single' })
    expect(bot.answers()).toHaveLength(1)
    expect(bot.answers('EMP123')).toHaveLength(1)
    await say(bot, 'EMP203', 2)
    expect(bot.answers()).toHaveLength(2)
  })

  test('was told also before a restart, and by another process', async () => {
    const bot = await startOn(open)
    await say(bot, 'EMP123', 1)
    await bot.stop()
    await bot.start()
    await bot.start()
    await say(bot, 'EMP123', 7)
    expect(bot.cardCalls()).toHaveLength(1)
    await bot.passes(hourMs)
    expect(await recordsOf(bot, 'EMP123')).toMatchObject([
      { event: 'received' },
      { event: 'refused' },
      { event: 'unheard', record: stringContaining('"count":7') },
    ])
  })

  test('is heard from the moment they have a right', async () => {
    const bot = await startOn(open)
    await say(bot, 'EMP123', 1)
    await say(bot, 'EMP123', 2)
    await bot.hears(() => bot.sandbox.company.addAdmin('EMP123', { level: 2, scope: [1] }))
    expect((await bot.says('EMP123', '/whoami')).title).toBe('You')
    expect(await recordsOf(bot, 'EMP123')).toMatchObject([
      { event: 'received' },
      { event: 'refused' },
      { event: 'unheard', record: stringContaining('"count":2') },
      { event: 'received' },
      { event: 'answered' },
    ])
  })

  test('does not delay an administrator, who is answered before any more of them is refused', async () => {
    const bot = await startOn(open)
    // Somebody is seen with a right by being answered.
    expect((await bot.says('boss001', '/whoami')).title).toBe('You')
    const crowd = Array.from({ length: 60 }, (_, n) => `crowd${n}`)
    for (const userid of crowd) bot.sandbox.company.addPerson({ userid, name: userid })
    const before = bot.cardCalls().length
    const admins = () => bot.calls('/topapi/user/listadmin').length
    const asked = admins()
    bot.sandbox.faults.set('hang', { path: '/v1.0/card/instances/createAndDeliver', times: 2 })
    for (const userid of crowd) await bot.sandbox.say(userid, '/role list')
    // As many hang as are refused at once: the others wait in the store.
    await eventually(() => bot.sandbox.faults.list().length === 0)
    for (let n = 0; n < 3; n += 1)
      expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
    expect(bot.cardCalls()).toHaveLength(before + 3)

    bot.sandbox.faults.clear()
    await bot.settled()
    expect(bot.cardCalls()).toHaveLength(before + 3 + crowd.length)
    expect(admins() - asked).toBeLessThanOrEqual(1)
  })

  test('does not delay an administrator who was never seen before, whatever hangs', async () => {
    const bot = await startOn(open)
    const crowd = Array.from({ length: 6 }, (_, n) => `crowd${n}`)
    for (const userid of crowd) bot.sandbox.company.addPerson({ userid, name: userid })
    bot.sandbox.faults.set('hang', { path: '/v1.0/card/instances/createAndDeliver', times: 2 })
    for (const userid of crowd) await bot.sandbox.say(userid, '/role list')
    await eventually(() => bot.sandbox.faults.list().length === 0)
    expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
    // The two that hang have not come back.
    expect(bot.cardCalls()).toHaveLength(1)
    bot.sandbox.faults.clear()
  })
})

test('a flood of 600 lines is one card and two records, and one question to DingTalk', async () => {
  const bot = await startOn(databases[0].open)
  await Promise.all(Array.from({ length: 20 }, () => say(bot, 'EMP123', 30)))
  expect((await bot.says('boss001', '/role members 1203141')).title).toBe('财务: 2 members')
  await bot.settled()
  expect(bot.cardCalls()).toHaveLength(2)
  expect(bot.calls('/topapi/user/listadmin')).toHaveLength(1)
  expect(await eventsOf(bot, 'EMP123')).toEqual(['received', 'refused'])
})

test('presses of somebody without any right are answered each, and recorded once an hour', async () => {
  const bot = await startOn(databases[0].open)
  const { outTrackId } = await bot.says('boss001', '/role rename 1203141 财务部')
  for (let n = 0; n < 4; n += 1) {
    const { tips } = await bot.presses('EMP123', 'approve', outTrackId)
    expect(tips).toContain(refusal)
  }
  await bot.settled()
  expect(await eventsOf(bot, 'EMP123')).toEqual(['received', 'refused'])
})

test('a list that others may read gives a stranger no page, and no more than one record an hour', async () => {
  const bot = await startOn(databases[0].open)
  for (let n = 0; n < 30; n += 1) {
    const userid = `crowd${n}`
    bot.sandbox.company.addPerson({ userid, name: userid })
    bot.sandbox.company.addMembers([1203141], [userid])
  }
  const { outTrackId } = await bot.says('boss001', '/role members 1203141')
  for (const button of ['next', 'open sesame', 'next', 'approve']) {
    const answer = bot.sandbox.press('EMP123', outTrackId, button, { params: { page: '1' } })
    expect(JSON.stringify(await answer)).toContain(refusal)
  }
  await bot.settled()
  await bot.passes(hourMs)
  expect(await recordsOf(bot, 'EMP123')).toMatchObject([
    { event: 'press.refused', record: stringContaining('refused.notAdmin') },
    { event: 'unheard', record: stringContaining('"count":3') },
  ])
})

test.each(['approve', 'next'])(
  'presses of "%s" by a stranger cost one metered call, however slow DingTalk is',
  async button => {
    const bot = await startOn(databases[0].open)
    const { outTrackId } = await bot.says('boss001', '/role rename 1203141 财务部')
    await bot.passes(hourMs / 2)
    const metered = () => bot.calls('/v1.0/').filter(call => call.metered === 'calls').length
    const before = metered()
    bot.sandbox.faults.set('hang', { path: '/topapi/user/listadmin' })
    const params = { page: '1' }
    const presses = Array.from({ length: 12 }, () =>
      bot.sandbox.press('EMP123', outTrackId, button, { params }),
    )
    await bot.clock.fly(Promise.all(presses))
    bot.sandbox.faults.clear()
    await bot.settled()
    expect(metered() - before).toBeLessThanOrEqual(1)
  },
)

test('while DingTalk does not say who is an administrator, strangers are told so once a minute', async () => {
  const bot = await startOn(databases[0].open)
  bot.sandbox.faults.set('busy', { path: '/topapi/user/listadmin' })
  const failing = async () => {
    await bot.sandbox.say('EMP123', '/role list')
    await bot.clock.fly(bot.settled())
  }
  for (let n = 0; n < 3; n += 1) await failing()
  expect(bot.cardCalls()).toHaveLength(1)
  await bot.passes(60_000)
  await failing()
  expect(bot.cardCalls()).toHaveLength(2)
})

test('somebody with a right over one role only is no stranger', async () => {
  const rule = { allow: { users: ['EMP123'] } }
  const policy = policySchema.parse({ request: { roles: { 1203141: rule } } })
  const bot = await startOn(databases[0].open, { policy })
  for (let n = 0; n < 3; n += 1) await bot.says('EMP123', '/role members 1203142')
  expect(bot.cardCalls()).toHaveLength(3)
})

test('an administrator is refused as often as they ask, with no limit', async () => {
  const bot = await startOn(databases[0].open)
  for (let n = 0; n < 5; n += 1)
    expect((await bot.says('boss001', '/role members nothing-like-it')).title).toBe('Not done')
})
