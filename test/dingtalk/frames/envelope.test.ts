import { expect, test } from '@jest/globals'
import { callback, message, robotMessage, system } from '../stream/pushes.ts'
import { read } from './read.ts'

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
