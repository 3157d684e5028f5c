import { describe, expect, test } from '@jest/globals'
import { type Bot, startBot } from '../support/bot.ts'
import { eventually } from '../support/eventually.ts'

const topic = '/v1.0/im/bot/messages/get'
const cardTopic = '/v1.0/card/instances/callback'
const frame = (headers: object, data: unknown, type = 'CALLBACK') =>
  JSON.stringify({ specVersion: '1.0', type, headers, data })

/** The robot lives, on the connection it had, and takes the next command. */
async function goesOn(bot: Bot) {
  const card = await bot.says('boss001', '/role members 1203141')
  expect(card.title).toBe('财务: 2 members')
  expect(bot.sandbox.gatewayCalls()).toBe(1)
  expect(bot.log.filter(({ event }) => event.startsWith('process.'))).toEqual([])
}

describe('a frame that cannot be read is survived', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{"specVersion":'],
    ['a number', '42'],
    ['null', 'null'],
    ['an array', '[]'],
    ['no type', '{"headers":{"messageId":"m1"}}'],
    ['headers that are an array', '{"type":"CALLBACK","headers":[],"data":"{}"}'],
    ['headers that are null', '{"type":"EVENT","headers":null}'],
    ['another type', frame({ messageId: 'm1', topic }, '{}', 'SOMETHING')],
    ['an event without data', frame({ messageId: 'm1', eventType: 'x' }, undefined, 'EVENT')],
    ['half a surrogate pair', frame({ messageId: 'm\ud800', topic }, '"\\ud83d"')],
    ['a prototype', '{"type":"CALLBACK","__proto__":{"headers":1},"constructor":1}'],
  ])('%s', async (_, text) => {
    const bot = await startBot()
    bot.sandbox.push(text)
    await goesOn(bot)
  })

  test.each([
    ['an empty payload', frame({ messageId: 'm1', topic }, ''), 400],
    ['no payload', frame({ messageId: 'm1', topic }, undefined), 400],
    ['an array for an object', frame({ messageId: 'm1', topic }, '[]'), 400],
    ['an object that is no text', frame({ messageId: 'm1', topic }, { msgId: 'x' }), 400],
    ['a message without msgId', frame({ messageId: 'm1', topic }, '{"conversationId":"c"}'), 400],
    ['an empty press', frame({ messageId: 'm1', topic: cardTopic }, '{}'), 400],
    [
      'a press on a card of somebody else',
      frame({ messageId: 'm1', topic: cardTopic }, '{"outTrackId":"theirs"}'),
      200,
    ],
    ['a topic that nobody knows', frame({ messageId: 'm1', topic: '/v1.0/elsewhere' }, '{}'), 404],
  ])('%s is answered, too', async (_, text, code) => {
    const bot = await startBot()
    bot.sandbox.push(text)
    const ack = await eventually(() => bot.sandbox.frames.at(-1)?.ack)
    expect(ack.code).toBe(code)
    expect(bot.answers()).toEqual([])
    await goesOn(bot)
  })

  test('what could not be read is not in the log', async () => {
    const bot = await startBot()
    bot.sandbox.push(frame({ messageId: 'm1', topic }, '["a private word"]'))
    bot.sandbox.push('{"a private word')
    await goesOn(bot)
    expect(bot.log.filter(({ event }) => event === 'stream.unreadable')).toHaveLength(2)
    expect(JSON.stringify(bot.log)).not.toContain('a private word')
  })
})

describe('a message with odd content is answered', () => {
  test.each([
    ['a text field that is an array', { text: [] }],
    ['a text field that is null', { text: null }],
    ['content that is a number', { text: { content: 7 } }],
    ['mentions that are no list', { atUsers: 'boss001', text: { content: '' } }],
    ['mentions of odd shape', { atUsers: [null, 7, { staffId: ['x'] }], text: { content: 'hi' } }],
    ['no type', { msgtype: undefined }],
    ['a webhook that is none', { sessionWebhook: 'not a url', text: { content: 'hi' } }],
  ])('%s', async (_, raw) => {
    const bot = await startBot()
    const { title, ack } = await bot.says('boss001', '/role list', { raw })
    expect(title).toBe('Not done')
    expect(ack?.code).toBe(200)
    await goesOn(bot)
  })

  test.each([
    ['2 MB of text', 'x'.repeat(2 * 1024 * 1024)],
    ['2 MB of blanks', ' \u3000'.repeat(512 * 1024)],
    ['2 MB of quotation marks', '“"'.repeat(512 * 1024)],
    ['2 MB of emoji', '👨‍👩‍👧'.repeat(100 * 1024)],
    ['2 MB of flags', '--a '.repeat(512 * 1024)],
    ['a NUL and other control characters', '/role members \u0000\u0007\u001b[31m'],
    ['half an emoji', '/role members \ud83d'],
    ['emoji', '/role members 🦄👨‍👩‍👧🇨🇭'],
    ['right-to-left marks around another name', '/role members \u202e财务\u202c x'],
    ['Arabic', '/دور الأعضاء ١٢٣'],
    ['a template of ours', '/role members {{role}}$t(help.title)'],
  ])('%s', async (_, text) => {
    const bot = await startBot()
    const { title, markdown, ack } = await bot.says('boss001', text)
    expect(title).toBe('Not done')
    expect(ack?.code).toBe(200)
    expect(markdown).not.toMatch(/[\u202a-\u202e]/)
    expect(markdown).not.toContain('What I understand')
    expect(bot.cardCalls().map(({ status }) => status)).toEqual([200])
    await goesOn(bot)
  })

  test('a right-to-left mark does not make a role another one', async () => {
    const bot = await startBot()
    const card = await bot.says('boss001', '/role members \u200f1203141\u202e')
    expect(card).toMatchObject({ title: '财务: 2 members', tips: '/role members 1203141' })
  })
})

describe('an event with odd content is acknowledged', () => {
  test.each([{}, { userIdList: 'x' }, { labelIdList: [{}] }])('%j', async data => {
    const bot = await startBot()
    const ack = await bot.sandbox.event('label_user_change', data)
    expect(ack?.data).toMatchObject({ status: 'SUCCESS' })
    await goesOn(bot)
  })
})
