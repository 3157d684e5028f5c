import { expect, test } from '@jest/globals'
import { readMessage } from './read.ts'

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
