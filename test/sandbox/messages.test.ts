import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let now = 1_790_000_000_000
let sandbox: Sandbox
let client: ReturnType<typeof createClient>
let robot: Awaited<ReturnType<typeof client.connect>>
beforeEach(async () => {
  ;({ sandbox, client } = await start({ now: () => now }))
  robot = await client.connect()
})

test('a group message, field by field', async () => {
  const { msgId, ack } = await sandbox.say('boss001', '/role add 12345 @小钉 @Olaf Outside ', {
    mentions: ['manager4220', 'outsider001'],
  })
  expect(ack?.code).toBe(200)
  const data = robot.data(-1)
  expect(data).toMatchObject({
    conversationType: '2',
    conversationTitle: '权限申请',
    isInAtList: true,
    msgId,
    msgtype: 'text',
    text: { content: ' /role add 12345    ' },
    createAt: now,
    senderNick: '林岚',
    senderStaffId: 'boss001',
    senderCorpId: sandbox.company.corpId,
    isAdmin: true,
    sessionWebhookExpiredTime: now + 90 * 60_000,
    robotCode: client.clientId,
    atUsers: [
      { dingtalkId: data.chatbotUserId },
      {
        staffId: 'manager4220',
        unionId: expect.any(String),
        dingtalkId: expect.stringMatching(/^\$:LWCP_v1:\$/),
      },
      { dingtalkId: expect.any(String) },
    ],
  })
  expect(Object.keys(Object(data.atUsers)[2])).toEqual(['dingtalkId'])
  expect(robot.frames[0]?.headers).toMatchObject({
    topic: '/v1.0/im/bot/messages/get',
    time: String(now),
  })
})
test('a single chat has no title and mentions nobody', async () => {
  await sandbox.say('EMP123', '/help', { conversation: 'single' })
  const data = robot.data(-1)
  expect(data).toMatchObject({ conversationType: '1', text: { content: '/help' }, isAdmin: false })
  for (const key of ['conversationTitle', 'atUsers', 'isInAtList'])
    expect(data).not.toHaveProperty(key)
  expect(sandbox.conversation('EMP123')).toHaveLength(1)
})
test('an outsider has no staff id', async () => {
  await sandbox.say('outsider001', '/role list')
  const data = robot.data(-1)
  expect(data).not.toHaveProperty('senderStaffId')
  expect(data).not.toHaveProperty('isAdmin')
  expect(data.senderCorpId).not.toBe(sandbox.company.corpId)
})
test.each([
  ['richText', { content: { richText: [{ text: '@Rolekeeper hello' }, { type: 'picture' }] } }],
  ['picture', { content: { downloadCode: expect.any(String) } }],
  ['file', { content: { fileName: 'hello' } }],
  ['audio', { content: { recognition: 'hello' } }],
])('%s carries its content', async (msgtype, content) => {
  await sandbox.say('boss001', 'hello', { msgtype })
  expect(robot.data(-1)).toMatchObject({ msgtype, ...content })
  expect(robot.data(-1)).not.toHaveProperty('text')
})
test('over quota, the text is missing', async () => {
  sandbox.faults.set('over-quota', { times: 1 })
  await sandbox.say('boss001', 'hello')
  expect(robot.data(-1)).toMatchObject({ errorCode: 20001, msgtype: 'text' })
  expect(robot.data(-1)).not.toHaveProperty('text')
})
test('one message delivered five times: one msgId, five messageIds', async () => {
  const { msgId } = await sandbox.say('boss001', 'x', { deliveries: 5 })
  await sandbox.say('boss001', 'after')
  expect(robot.frames.slice(0, 5).map((_, index) => robot.data(index).msgId)).toEqual(
    Array(5).fill(msgId),
  )
  expect(new Set(robot.frames.map(({ headers }) => headers.messageId)).size).toBe(6)
})
test('without a connection the message is lost', async () => {
  sandbox.faults.set('drop-connections')
  await eventually(() => sandbox.connections() === 0)
  expect((await sandbox.say('boss001', 'x')).ack).toBeUndefined()
  expect(sandbox.frames).toEqual([])
})
test('what is not acknowledged comes again, when that is wanted', async () => {
  const { sandbox: own, client: other } = await start({ redeliverAfterMs: 20 })
  let count = 0
  const deaf = await other.connect(() => (++count < 3 ? undefined : {}))
  const { msgId, ack } = await own.say('boss001', 'x')
  expect(ack?.code).toBe(200)
  expect([0, 1, 2].map(index => deaf.data(index).msgId)).toEqual([msgId, msgId, msgId])
  expect(own.frames.map(frame => frame.ack?.code)).toEqual([undefined, undefined, 200])
})

describe('answers', () => {
  const webhook = async () => {
    await sandbox.say('boss001', 'x')
    const url = new URL(String(robot.data(-1).sessionWebhook))
    return (body: unknown) => client.post(url.pathname + url.search, body)
  }
  test('by session webhook, for 90 minutes', async () => {
    const post = await webhook()
    const markdown = { title: 't', text: '#### hi @boss001' }
    const at = { atUserIds: ['boss001', 'EMP123'] }
    expect((await post({ msgtype: 'markdown', markdown, at })).body).toEqual({
      errcode: 0,
      errmsg: 'ok',
    })
    // Mentioned is who stands in `at` and in the text.
    expect(sandbox.conversation().at(-1)).toMatchObject({
      kind: 'robot',
      title: 't',
      via: 'webhook',
      mentions: ['boss001'],
    })
    expect((await post({ msgtype: 'text', text: { content: 'hi' } })).body.errcode).toBe(0)
    expect((await post({ msgtype: 'text', text: 'hi' })).body.errcode).toBe(40035)
    expect((await post({ msgtype: 'poem' })).body.errcode).toBe(400105)
    now += 90 * 60_000
    expect((await post({ msgtype: 'text', text: { content: 'hi' } })).body).toEqual({
      errcode: 300001,
      errmsg: 'session 不存在',
    })
    expect(sandbox.conversation()).toHaveLength(3)
  })
  test('into a group', async () => {
    await sandbox.say('boss001', 'x')
    const openConversationId = robot.data(-1).conversationId
    const body = {
      robotCode: client.clientId,
      openConversationId,
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: 't', text: 'x' }),
    }
    const send = (more: object) =>
      client.api('/v1.0/robot/groupMessages/send', { ...body, ...more })
    expect(await send({})).toMatchObject({
      status: 200,
      body: { processQueryKey: expect.any(String) },
    })
    expect(sandbox.conversation().at(-1)).toMatchObject({ kind: 'robot', via: 'send' })
    expect((await send({ openConversationId: 'cidX' })).body.code).toBe(
      'invalid.openConversationId',
    )
    expect((await send({ robotCode: 'x' })).body.code).toBe('invalidParameter.robotCode.notExsit')
    expect((await send({ msgParam: { title: 't', text: 'x' } })).body.code).toBe(
      'invalidParameter.msgParam.invalid',
    )
    const long = JSON.stringify({ title: 't', text: 'x'.repeat(15_000) })
    expect((await send({ msgParam: long })).body.code).toBe('invalidParameter.msgParam.tooLong')
  })
  test('to people, of whom some do not exist', async () => {
    const body = {
      robotCode: client.clientId,
      userIds: ['EMP123', 'nobody'],
      msgKey: 'sampleText',
      msgParam: '{"content":"hi"}',
    }
    const sent = await client.api('/v1.0/robot/oToMessages/batchSend', body)
    expect(sent.body).toMatchObject({
      invalidStaffIdList: ['nobody'],
      flowControlledStaffIdList: [],
    })
    expect(sandbox.conversation('EMP123')).toMatchObject([{ kind: 'robot', text: 'hi' }])
  })
})
