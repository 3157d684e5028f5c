import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { FaultName } from '../../src/sandbox/fault-names.ts'
import type { FaultOptions } from '../../src/sandbox/faults.ts'
import { startBot } from '../support/bot.ts'

const minute = 60_000
const question = '/role members 1203141'
const rows = '- 小钉 (manager4220) · 纪检部 (11)\n- 赵敏 (01234567890123456789) · everyone'
const faults = [
  ['the permission is missing', 'card-permission-missing', {}],
  ['the delivery fails inside an HTTP 200', 'card-delivery-fails', {}],
  ['the template is unknown', 'template-unknown', {}],
  ['the quota is used up', 'quota', { path: '/v1.0/card/' }],
] as const satisfies readonly (readonly [string, FaultName, FaultOptions])[]

describe.each(faults)('where no card can be sent because %s', (_, fault, options) => {
  test('the same words go through the session webhook', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set(fault, options)
    const answer = await bot.says('boss001', question)
    expect(answer.title).toBe('财务: 2 members')
    expect(answer.markdown).toBe(`#### 财务: 2 members\n\n${rows}\n\n${question}`)
    expect(bot.answers()).toMatchObject([{ kind: 'robot', via: 'webhook' }])
    expect(bot.cardCalls()).toHaveLength(1)
    expect(bot.calls('/robot/sendBySession')).toHaveLength(1)
  })

  test('in the single chat, too', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set(fault, options)
    const answer = await bot.says('boss001', question, { conversation: 'single' })
    expect(answer.markdown).toContain(rows)
    expect(bot.answers('boss001')).toMatchObject([{ kind: 'robot', via: 'webhook' }])
  })

  test('the robot sends it itself once the webhook has expired', async () => {
    const bot = await startBot()
    bot.sandbox.faults.set(fault, options)
    bot.sandbox.faults.set('webhook-expired')
    const inGroup = await bot.says('boss001', question)
    expect(inGroup.markdown).toContain(rows)
    const alone = await bot.says('boss001', question, { conversation: 'single' })
    expect(alone.markdown).toContain(rows)
    expect(bot.answers()).toMatchObject([{ kind: 'robot', via: 'send' }])
    expect(bot.answers('boss001')).toMatchObject([{ kind: 'robot', via: 'send' }])
    expect(bot.calls('/v1.0/robot/').map(({ path }) => path)).toEqual([
      '/v1.0/robot/groupMessages/send',
      '/v1.0/robot/oToMessages/batchSend',
    ])
  })
})

test('text has no buttons, so it shows the line for the next page', async () => {
  const bot = await startBot()
  const { id } = bot.sandbox.company.addCrowdedRole('全员活动', 900400, 45)
  bot.sandbox.faults.set('card-permission-missing')
  const first = await bot.says('boss001', `/role members ${id}`)
  expect(first.markdown).toContain(`Next page: /role members ${id} --page 2`)
  const second = await bot.says('boss001', `/role members ${id} --page 2`)
  expect(second.markdown).toContain('Page 2 of 3')
  const third = await bot.says('boss001', `/role members ${id} --page 3`)
  expect(third.markdown).not.toContain('Next page')
})

test('the commands have a next page there, too', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const first = await bot.says('boss001', '/help')
  const next = /Next page: (\/help .+)$/m.exec(first.markdown)?.[1] ?? ''
  const second = await bot.says('boss001', next)
  expect(second.markdown).toMatch(/^#### What I understand\n[\s\S]*Page 2 of 2/)
  const family = await bot.says('boss001', '/help role --page 1')
  expect(family.markdown).toContain('/role members')
})

test('a refusal mentions who asked, in the text as on the card', async () => {
  const bot = await startBot()
  await bot.says('boss001', '/role members nobody-has-it')
  bot.sandbox.faults.set('card-permission-missing')
  await bot.says('boss001', '/role members nobody-has-it')
  expect(bot.answers().map(({ mentions }) => mentions)).toEqual([['boss001'], ['boss001']])
})

test('a stranger’s refusal comes to them alone', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  await bot.says('EMP123', question, { conversation: 'single' })
  const alone = bot.answers('EMP123').length
  await bot.sandbox.say('EMP123', question)
  await bot.settled()
  expect(bot.answers()).toEqual([])
  expect(bot.answers('EMP123').length).toBe(alone + 1)
})

test('cards come again once they can be sent, without a call wasted meanwhile', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  await bot.says('boss001', question)
  await bot.says('boss001', question)
  expect(bot.cardCalls()).toHaveLength(1)
  bot.sandbox.faults.clear()
  await bot.passes(11 * 60_000)
  await bot.says('boss001', question)
  expect(bot.answers().at(-1)).toMatchObject({ kind: 'card' })
})

describe('a webhook that is not on a host of DingTalk', () => {
  test.each([
    ['another host', (port: number) => `http://127.0.0.2:${port}/robot/sendBySession?session=x`],
    ['a look-alike', (port: number) => `http://oapi.dingtalk.com.localhost:${port}/robot/x`],
    ['a user in front', (port: number) => `http://oapi.dingtalk.com@127.0.0.1:${port}/robot/x`],
  ])('%s: is never called', async (_, urlOn) => {
    let called = 0
    const foreign = createServer((_request, response) => {
      called += 1
      response.end('{"errcode":0}')
    }).listen(0, '0.0.0.0')
    await once(foreign, 'listening')
    const { port } = z.object({ port: z.number() }).parse(foreign.address())
    try {
      const bot = await startBot()
      bot.sandbox.faults.set('card-permission-missing')
      const answer = await bot.says('boss001', question, { raw: { sessionWebhook: urlOn(port) } })
      expect(answer.markdown).toContain(rows)
      expect(bot.answers()).toMatchObject([{ kind: 'robot', via: 'send' }])
      expect(called).toBe(0)
    } finally {
      foreign.close()
    }
  })
})

test('an answer that goes out nowhere is owed, and goes out once, later', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-delivery-fails')
  bot.sandbox.faults.set('webhook-expired')
  bot.sandbox.faults.set('quota', { path: '/v1.0/robot/' })
  await bot.sandbox.say('boss001', question)
  await bot.settled()
  expect(bot.log.filter(({ event }) => event === 'request.notShown')).toHaveLength(1)
  expect(bot.answers()).toEqual([])
  bot.sandbox.faults.clear()
  await bot.passes(minute)
  expect(bot.answers()).toHaveLength(1)
  expect(bot.answers()[0]).toMatchObject({ title: '财务: 2 members' })
  expect(bot.calls('/topapi/role/simplelist')).toHaveLength(1)
})
