import { describe, expect, test } from '@jest/globals'
import { nobody } from '../../src/core/directory.ts'
import { readFrame } from '../../src/dingtalk/frames.ts'
import { callback, corpId, event, message, press, robotMessage, system } from './stream/pushes.ts'

const read = (push: unknown) =>
  readFrame(typeof push === 'string' ? push : JSON.stringify(push), corpId)

function readMessage(more: object) {
  const frame = read(message('m1', more))
  if (frame.kind !== 'message') throw new Error(frame.kind)
  return frame.message
}

function readPress(more: object) {
  const frame = read(press('p1', more))
  if (frame.kind !== 'press') throw new Error(frame.kind)
  return frame.press
}

describe('envelope', () => {
  test.each(['', '{', 'null', '[]', '"x"', '{}', '{"type":1}', '{"type":"CALLBACK","headers":[]}'])(
    'garbage: %s',
    raw => expect(read(raw)).toMatchObject({ kind: 'garbage' }),
  )

  test('"header" for "headers", and a time that is a number', () => {
    const { headers, ...rest } = message('m1')
    const frame = read({ ...rest, header: { ...headers, time: 1790000000123 } })
    expect(frame).toMatchObject({ kind: 'message', messageId: 'm1' })
  })

  test('what can be answered keeps its messageId', () => {
    const topic = '/v1.0/im/bot/messages/get'
    for (const data of ['text', '', [], [robotMessage()], null, { msgId: 'm' }])
      expect(read(callback(topic, 'm1', data))).toMatchObject({ kind: 'garbage', messageId: 'm1' })
    expect(read(callback('/v1.0/unknown', 'm2', {}))).toEqual({
      kind: 'unknown-topic',
      messageId: 'm2',
    })
    expect(read({ type: 'NEW', headers: { messageId: 'm3' } })).toMatchObject({ messageId: 'm3' })
  })

  test('system frames', () => {
    expect(read(system('ping', { opaque: 'a b' }))).toEqual({
      kind: 'ping',
      messageId: 's-ping',
      data: '{"opaque":"a b"}',
    })
    expect(
      read({ type: 'SYSTEM', headers: { topic: 'disconnect' }, data: '{"reason":"old"}' }),
    ).toEqual({ kind: 'disconnect' })
    expect(read(system('KEEPALIVE'))).toMatchObject({ kind: 'notice' })
  })
})

describe('robot message', () => {
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

  test('2 MB of text end in a mark that no id or name carries, and never in half a character', () => {
    const ids = readMessage({ text: { content: `/role scope ${'11,'.repeat(700_000)}` } }).content
    expect(ids).toMatchObject({
      kind: 'text',
      text: expect.stringMatching(/^\/role scope 11,.*…$/),
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
})

describe('press', () => {
  test('the whole of it', () => {
    expect(read(press('p1'))).toEqual({
      kind: 'press',
      messageId: 'p1',
      press: {
        frameId: 'p1',
        requestId: 'req1',
        presser: 'manager4220',
        button: 'next',
        params: { action: 'next', page: '1' },
      },
    })
  })

  test.each([
    [{ corpId: 'ding0other' }, nobody],
    [{ corpId: undefined }, 'manager4220'],
    [{ userIdType: 2 }, nobody],
    [{ userIdType: undefined }, 'manager4220'],
    [{ userIdType: '1' }, 'manager4220'],
    [{ userIdType: 'x' }, nobody],
    [{ userId: '' }, nobody],
  ])('presser %j', (more, presser) => expect(readPress(more).presser).toBe(presser))

  test.each([
    'rolebot-req1',
    'rolekeeper-',
    'rolekeeper-a b',
    `rolekeeper-${'x'.repeat(90)}`,
    'xrolekeeper-1',
  ])('somebody else’s card: %s', outTrackId =>
    expect(read(press('p1', { outTrackId }))).toEqual({ kind: 'stray-press', messageId: 'p1' }),
  )

  const json = JSON.stringify
  test.each([
    [{ content: json({ cardPrivateData: { actionIds: ['approve'] } }) }, 'approve', {}],
    [
      {
        content: undefined,
        value: json({ cardPrivateData: { actionIds: ['a'] }, params: { n: '1' } }),
      },
      'a',
      { n: '1' },
    ],
    [{ content: { cardPrivateData: { actionIds: ['a'], params: { n: '1' } } } }, 'a', { n: '1' }],
    [
      { content: json({ cardPrivateData: { actionIds: ['a'], params: { n: 1, o: {}, s: 's' } } }) },
      'a',
      { s: 's' },
    ],
    [{ content: json({ cardPrivateData: { actionIds: [7], params: [] } }) }, '', {}],
    [{ content: json({ cardPrivateData: [] }) }, '', {}],
    [{ content: '{' }, '', {}],
    [{ content: undefined }, '', {}],
  ])('content %j', (more, button, params) =>
    expect(readPress(more)).toMatchObject({ button, params }),
  )

  test('without messageId it could be neither answered nor told from its second delivery', () => {
    const { headers, ...rest } = press('p1')
    expect(read({ ...rest, headers: { topic: headers.topic } }).kind).toBe('garbage')
  })
})

describe('event', () => {
  test.each([
    ['label_user_change', ['members', 'users']],
    ['label_conf_add', ['roles']],
    ['label_conf_modify', ['roles']],
    ['label_conf_del', ['roles', 'members', 'users']],
    ['user_add_org', ['users']],
    ['user_modify_org', ['users', 'members']],
    ['user_leave_org', ['users', 'members', 'admins']],
    ['org_admin_add', ['admins']],
    ['org_admin_remove', ['admins']],
    ['org_dept_create', ['departments']],
    ['org_dept_modify', ['departments', 'members']],
    ['org_dept_remove', ['departments', 'members']],
    ['chat_add_member', []],
    ['constructor', []],
  ])('%s', (eventType, stale) => {
    expect(read(event(eventType, 'e1'))).toEqual({
      kind: 'event',
      messageId: 'm-e1',
      eventId: 'e1',
      stale,
    })
    expect(read(event(eventType, 'e1', 'ding0other'))).toMatchObject({ stale: [] })
  })

  test('without corp, id, type or readable data it is still an event', () => {
    const headers = { topic: 'whatever', messageId: 'm1', eventType: 'org_admin_add' }
    expect(read({ type: 'EVENT', headers, data: '{' })).toMatchObject({ stale: ['admins'] })
    expect(read({ type: 'EVENT' })).toMatchObject({ kind: 'event', stale: [] })
  })
})
