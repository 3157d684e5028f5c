import { expect, test } from '@jest/globals'
import { readFrame } from '../../../src/dingtalk/frames/frame.ts'
import { fc } from '../../support/properties.ts'
import { callback, cardCallback, corpId, message, press, robotMessage } from '../stream/pushes.ts'

const topics = ['/v1.0/im/bot/messages/get', '/v1.0/card/instances/callback']

/** A valid object with some of its fields replaced by anything. */
const bent = (whole: Readonly<Record<string, unknown>>) =>
  fc
    .dictionary(fc.constantFrom(...Object.keys(whole), '__proto__'), fc.jsonValue())
    .map(fields => ({ ...whole, ...fields }))

const read = (push: unknown) => readFrame(JSON.stringify(push), corpId)

test('any text at all is read without a throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), raw => {
      expect(readFrame(raw, corpId).kind).toBeDefined()
    }),
  )
  fc.assert(
    fc.property(fc.json(), raw => {
      expect(readFrame(raw, corpId).kind).toBeDefined()
    }),
  )
})

test('any envelope around any data is read without a throw', () => {
  const anything = fc.oneof(fc.json(), fc.string(), fc.jsonValue())
  const headers = fc.oneof(
    bent({ topic: topics[0], messageId: 'm', eventType: 'org_change' }),
    fc.jsonValue(),
  )
  const type = fc.oneof(fc.constantFrom('SYSTEM', 'EVENT', 'CALLBACK'), fc.jsonValue())
  fc.assert(
    fc.property(fc.record({ type, headers, data: anything }), push => {
      expect(read(push).kind).toBeDefined()
    }),
  )
})

test('a message bent in any field is a message of somebody or nobody, or garbage', () => {
  fc.assert(
    fc.property(bent(robotMessage()), data => {
      const frame = read(callback(topics[0] ?? '', 'm1', data))
      expect(['message', 'garbage']).toContain(frame.kind)
      if (frame.kind !== 'message') return
      expect([String(data.senderStaffId).trim(), undefined]).toContain(frame.message.sender)
      if (frame.message.content.kind === 'text')
        expect(frame.message.content.text.length).toBeLessThanOrEqual(4_001)
    }),
  )
})

test('a press bent in any field is a press, a stray one, or garbage; its params are strings', () => {
  fc.assert(
    fc.property(bent(cardCallback()), fc.jsonValue(), (data, content) => {
      const bentContent = { ...data, content: JSON.stringify({ cardPrivateData: content }) }
      for (const bentData of [data, bentContent]) {
        const frame = read(callback(topics[1] ?? '', 'p1', bentData))
        expect(['press', 'stray-press', 'garbage']).toContain(frame.kind)
        if (frame.kind !== 'press') continue
        expect(typeof frame.press.button).toBe('string')
        for (const value of Object.values(frame.press.params)) expect(typeof value).toBe('string')
      }
    }),
  )
})

test('text comes through as it was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 1_000 }), content => {
      const frame = read(message('m1', { text: { content } }))
      expect(frame.kind === 'message' && frame.message.content).toEqual({
        kind: 'text',
        text: content.replaceAll('\0', ''),
      })
    }),
  )
})

test('params come through as they were sent', () => {
  const key = fc.string().filter(name => name !== 'action' && name !== '__proto__')
  fc.assert(
    fc.property(fc.dictionary(key, fc.string()), fc.string(), (params, action) => {
      const content = JSON.stringify({ cardPrivateData: { params: { ...params, action } } })
      const frame = read(press('p1', { content }))
      expect(frame.kind === 'press' && { ...frame.press.params }).toEqual({ ...params, action })
      expect(frame.kind === 'press' && frame.press.button).toBe(action)
    }),
  )
})

test('nesting beyond every stack is garbage, not a crash', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000)
  expect(readFrame(deep, corpId).kind).toBe('garbage')
  expect(readFrame(JSON.stringify({ ...message('m1'), data: deep }), corpId).kind).toBe('garbage')
})
