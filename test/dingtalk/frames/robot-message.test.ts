import { expect, test } from '@jest/globals'
import { nobody } from '../../../src/core/directory.ts'
import { message } from '../stream/pushes.ts'
import { read, readMessage } from './read.ts'

test('the whole of it', () => {
  expect(read(message('m1'))).toEqual({
    kind: 'message',
    messageId: 'm1',
    message: {
      msgId: 'msg1==',
      conversation: { id: 'cidAbCd1234==', kind: 'group' },
      sender: '016650000698',
      content: { kind: 'text', text: ' /role members 1203141 ' },
      mentions: [],
      outsiders: 0,
    },
    webhook: {
      conversationId: 'cidAbCd1234==',
      url: 'https://oapi.dingtalk.com/robot/sendBySession?session=webhook-secret',
      expiresAt: new Date(1790005400123),
    },
  })
})

test.each([
  [{ senderStaffId: undefined }, nobody],
  [{ senderStaffId: '' }, nobody],
  [{ senderStaffId: '  ' }, nobody],
  [{ senderStaffId: 42 }, nobody],
  [{ senderStaffId: 'x'.repeat(65) }, nobody],
  [{ senderCorpId: 'ding0other' }, nobody],
  [{ senderCorpId: undefined }, '016650000698'],
  [{ isAdmin: true, senderStaffId: undefined }, nobody],
])('sender %j', (more, sender) => expect(readMessage(more).sender).toBe(sender))

test('a single chat', () => {
  for (const conversationType of ['1', 1])
    expect(readMessage({ conversationType, atUsers: undefined }).conversation.kind).toBe('single')
})

test('mentions without the robot, each once; who has no staff id is an outsider', () => {
  const atUsers = [
    { dingtalkId: '$:b', staffId: 'b2' },
    { dingtalkId: '$:robot' },
    { dingtalkId: '$:a', staffId: 'a1', unionId: 'u' },
    { dingtalkId: '$:b', staffId: 'b2' },
    { dingtalkId: '$:stranger', staffId: '' },
    { dingtalkId: '$:stranger' },
    { dingtalkId: '$:other' },
    'nonsense',
    null,
  ]
  expect(readMessage({ atUsers })).toMatchObject({ mentions: ['b2', 'a1'], outsiders: 2 })
  expect(readMessage({ atUsers: {} })).toMatchObject({ mentions: [], outsiders: 0 })
})

test('the robot is left out even where it had a staff id', () => {
  const atUsers = [{ dingtalkId: '$:robot', staffId: 'robot1' }]
  expect(readMessage({ atUsers }).mentions).toEqual([])
})

test('an id that no index could hold is no id', () => {
  expect(read(message('m1', { msgId: 'x'.repeat(5_000) })).kind).toBe('garbage')
})

test.each([
  [{ sessionWebhookExpiredTime: '1790005400123' }, new Date(1790005400123)],
  [{ sessionWebhookExpiredTime: undefined }, undefined],
  [{ sessionWebhookExpiredTime: 1e300 }, undefined],
  [{ sessionWebhook: undefined }, undefined],
])('webhook %j', (more, expiresAt) => {
  const frame = read(message('m1', more))
  expect(frame.kind === 'message' && frame.webhook?.expiresAt).toEqual(expiresAt)
})
