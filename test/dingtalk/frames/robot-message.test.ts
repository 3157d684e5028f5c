import { expect, test } from '@jest/globals'
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
  [{ senderStaffId: undefined }, undefined],
  [{ senderStaffId: '' }, undefined],
  [{ senderStaffId: '  ' }, undefined],
  [{ senderStaffId: 42 }, undefined],
  [{ senderStaffId: 'x'.repeat(65) }, undefined],
  [{ senderCorpId: 'ding0other' }, undefined],
  [{ senderCorpId: undefined }, '016650000698'],
  [{ isAdmin: true, senderStaffId: undefined }, undefined],
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

test.each([
  [[{ text: '@RoleBot /role members 1203141' }], '/role members 1203141'],
  [[{ text: '@Role Bot ' }, { text: '/role' }, { text: ' list' }], '/role list'],
  [[{ text: '\u00a0@RoleBot\u2005／role list' }], '／role list'],
  [[{ text: '@RoleBot/role list' }], '/role list'],
  [[{ text: '@RoleBot hello' }], ' hello'],
  [[{ text: '/role show a@b' }, { type: 'picture', downloadCode: 'd' }], '/role show a@b '],
  [
    [
      { type: 'at', atName: 'Bot', text: 'x' },
      { type: 'text', text: '/help' },
    ],
    ' /help',
  ],
])('rich text %j', (richText, text) =>
  expect(
    readMessage({ msgtype: 'richText', text: undefined, content: { richText } }).content,
  ).toEqual({ kind: 'text', text }),
)

test.each([
  ['picture', { content: { downloadCode: 'd' }, text: undefined }],
  ['audio', { content: { recognition: '/role list' }, text: undefined }],
  ['richText', { content: { richText: [{ type: 'picture' }] }, text: undefined }],
  ['richText', { content: [], text: undefined }],
  ['text', { text: [] }],
  ['text', { text: { content: 5 } }],
])('%s that cannot be read %j', (msgtype, more) =>
  expect(readMessage({ msgtype, ...more }).content).toEqual({ kind: 'unreadable', msgtype }),
)

test('no or strange msgtype', () => {
  expect(readMessage({ msgtype: undefined }).content).toEqual({
    kind: 'unreadable',
    msgtype: 'unknown',
  })
})

test.each([
  { text: undefined, errorCode: 20001, errorMessage: '受调用量超量影响' },
  { text: undefined, errorCode: '20001' },
  { text: undefined, errCode: 20001 },
  { text: undefined },
  { text: null },
  { msgtype: 'richText', text: undefined },
  { msgtype: 'picture', text: undefined, errorCode: 20001 },
])('over quota: %j', more => expect(readMessage(more).content).toEqual({ kind: 'over-quota' }))

test('2 MB of text are cut, which is said, and never in half a character', () => {
  const ids = readMessage({ text: { content: `/role scope ${'11,'.repeat(700_000)}` } }).content
  expect(ids).toMatchObject({
    kind: 'text',
    text: expect.stringMatching(/^\/role scope 11,.*…$/),
    isCut: true,
  })
  const emoji = readMessage({ text: { content: `a${'😀'.repeat(500_000)}` } }).content
  if (emoji.kind !== 'text') throw new Error(emoji.kind)
  expect(emoji.text.length).toBeLessThanOrEqual(4_001)
  expect(emoji.text).toMatch(/^a(😀)+…$/u)
})

test('emoji and right-to-left marks stay as they are; NUL, which Postgres cannot store, goes', () => {
  const content = '/role rename 财务 \u202Eمالية\u200F 👩‍👩‍👧'
  expect(readMessage({ text: { content } }).content).toEqual({ kind: 'text', text: content })
  expect(readMessage({ text: { content: '/he\0lp' } }).content).toMatchObject({ text: '/help' })
})
