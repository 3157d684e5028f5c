import { describe, expect, test } from '@jest/globals'
import type { FaultName } from '../../src/sandbox/fault-names.ts'
import type { FaultOptions } from '../../src/sandbox/faults.ts'
import { startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

const question = '/role members 1203141'
const members = '/topapi/role/simplelist'
const title = '财务: 2 members'

describe('what passes is waited for', () => {
  test.each([
    ['too many calls', 'throttle', { times: 3 }],
    ['a busy DingTalk', 'busy', { times: 2 }],
    ['an answer that is lost', 'lose-answer', { times: 2 }],
    ['a slow answer', 'delay', { times: 1, ms: 400 }],
    ['a token that has ended', 'invalid-token', { times: 1 }],
  ] as const satisfies readonly (readonly [string, FaultName, FaultOptions])[])(
    '%s',
    async (_, fault, options) => {
      const bot = await startBot()
      bot.sandbox.faults.set(fault, { path: members, ...options })
      const card = await bot.clock.fly(bot.says('boss001', question))
      expect(card.title).toBe(title)
      expect(bot.sandbox.faults.list()).toEqual([])
      expect(bot.answers()).toHaveLength(1)
    },
  )

  test('a new token is fetched once for all who need it', async () => {
    const bot = await startBot()
    await bot.says('boss001', question)
    bot.sandbox.expireToken()
    await Promise.all([
      bot.sandbox.say('boss001', '/role list'),
      bot.sandbox.say('boss001', '/role of EMP123'),
      bot.sandbox.say('boss001', '/whoami'),
    ])
    await bot.settled()
    expect(bot.answers()).toHaveLength(4)
    expect(bot.calls('/v1.0/oauth2/accessToken')).toHaveLength(2)
  })

  test('the message is acknowledged before DingTalk has said anything', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('hang', { path: '/topapi/' })
    const { ack } = await bot.sandbox.say('boss001', question)
    expect(ack).toMatchObject({ code: 200, data: { response: null } })
    expect(bot.calls('/topapi/')).toEqual([])
    bot.sandbox.faults.clear()
    await bot.settled()
    expect(bot.lastAnswer().title).toBe(title)
  })

  test('the answer to a card that was made is lost: there is one card', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('lose-answer', { path: '/v1.0/card/', times: 1 })
    const card = await bot.clock.fly(bot.says('boss001', question))
    expect(card.title).toBe(title)
    await bot.settled()
    expect(bot.sandbox.cards.size).toBe(1)
    expect(bot.answers()).toMatchObject([{ kind: 'card' }])
  })
})

describe('what does not pass is said', () => {
  test('a missing permission, with its name and the page that grants it', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('permission-missing', { path: members, scopes: ['qyapi_get_role_x'] })
    const card = await bot.says('boss001', question)
    expect(card.title).toBe('That did not work')
    expect(card.markdown).toContain('lacks a permission in DingTalk: qyapi\\_get\\_role\\_x.')
    expect(card.markdown).toContain(
      'https://open-dev.dingtalk.com/appscope/apply?content=dingsandbox5a4d0001%23qyapi_get_role_x',
    )
    expect(bot.calls(members)).toHaveLength(1)
  })

  test('a missing permission that DingTalk does not name, by its error code', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('permission-missing', { path: members, scopes: [] })
    const card = await bot.says('boss001', question)
    expect(card.markdown).toContain('lacks a permission in DingTalk: 60011.')
  })

  test('the permission to read administrators is missing: nobody is let in', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('permission-missing', { path: '/topapi/user/listadmin' })
    const card = await bot.says('boss001', question)
    expect(card.markdown).toContain('lacks a permission in DingTalk: qyapi\\_get\\_member')
    expect(bot.lookups()).toEqual([])
  })

  test.each([
    ['DingTalk stays too busy', 'throttle', 'DingTalk is busy. Try again in a minute'],
    ['DingTalk does not answer', 'lose-answer', 'DingTalk did not answer. Try again in a minute'],
  ] as const)('%s', async (_, fault, words) => {
    const bot = await startBot()
    bot.sandbox.faults.set(fault, { path: members })
    const card = await bot.clock.fly(bot.says('boss001', question))
    expect(card).toMatchObject({ title: 'That did not work', buttons: [] })
    expect(card.markdown).toContain(words)
    bot.sandbox.faults.clear()
    expect((await bot.says('boss001', question)).title).toBe(title)
  })

  test('the administrators cannot be read: a failure, not an invitation', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('busy', { path: '/topapi/user/listadmin' })
    const card = await bot.clock.fly(bot.says('EMP123', question))
    expect(card.title).toBe('That did not work')
    expect(bot.lookups()).toEqual([])
  })

  test.each([
    ['a page in place of the answer', 'html-answer', {}],
    ['a page that bans this address', 'ip-ban', { html: true }],
    ['status 1111', 'ip-ban', {}],
  ] as const satisfies readonly (readonly [string, FaultName, FaultOptions])[])(
    '%s: nothing is called until the ban is over',
    async (_, fault, options) => {
      const bot = await startBot()
      bot.sandbox.faults.set(fault, { path: members, times: 1, ...options })
      const answer = await bot.says('boss001', question)
      expect(answer.markdown).toContain('has shut this address out for five minutes')
      const before = bot.sandbox.calls.length
      await bot.says('boss001', '/role list')
      expect(bot.sandbox.calls.slice(before).map(({ path }) => path)).toEqual([
        '/robot/sendBySession',
      ])
      await bot.passes(5 * 60_000)
      expect((await bot.says('boss001', question)).title).toBe(title)
    },
  )

  test('a failure tells its code, by which the log finds the cause', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('permission-missing', { path: members })
    const { markdown } = await bot.says('boss001', question)
    const code = /\\\(([0-9A-Z]{5})\\\)$|\(([0-9A-Z]{5})\)$/.exec(markdown)?.slice(1).find(Boolean)
    const stored = bot.log.find(
      ({ event, fields }) => event === 'message.stored' && fields.code === code,
    )
    const failed = bot.log.find(({ event }) => event === 'command.failed')
    expect(failed?.fields.id).toBe(stored?.fields.id)
    expect(failed?.fields.error).toMatchObject({ api: members, code: '60011' })
  })
})

describe('the gateway', () => {
  test('is called a handful of times while it is down for 30 s', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('gateway-503')
    bot.sandbox.faults.set('drop-connections')
    await bot.clock.fly(bot.clock.sleep(30_000))
    expect(bot.sandbox.gatewayCalls()).toBeLessThan(9)
    bot.sandbox.faults.clear()
    await bot.clock.fly(bot.sandbox.connected())
    expect((await bot.clock.fly(bot.says('boss001', question))).title).toBe(title)
  })

  test('a socket that went silent is found, and the next one answers', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('silent-socket', { times: 1 })
    const gone = bot.sandbox.gatewayCalls()
    await bot.clock.fly(eventually(() => bot.sandbox.gatewayCalls() > gone))
    await bot.clock.fly(bot.sandbox.connected())
    expect((await bot.clock.fly(bot.says('boss001', question))).title).toBe(title)
  })

  test('asks to leave: the successor is there first, and nothing is lost', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set('disconnect', { ms: 60_000 })
    await eventually(() => bot.sandbox.connections() === 2)
    expect((await bot.says('boss001', question)).title).toBe(title)
    bot.sandbox.faults.set('drop-connections')
  })
})
