import { PassThrough } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { DingTalkRefusedError } from '../src/core/errors.ts'
import { createLogger } from '../src/logger.ts'

function logged(
  write: (log: ReturnType<typeof createLogger>) => void,
  options: { level?: 'error' | 'info' | 'debug'; secrets?: string[] } = {},
) {
  const stream = new PassThrough()
  const log = createLogger({
    level: options.level ?? 'debug',
    secrets: options.secrets ?? ['sesame/open you'],
    stream,
    now: () => new Date('2026-03-04T05:06:07Z'),
  })
  write(log)
  const text = String(stream.read() ?? '')
  return { text, lines: text.split('\n').filter(Boolean) }
}

function line(fields: Record<string, unknown>) {
  const { text, lines } = logged(log => log.info('tried', fields))
  expect(lines).toHaveLength(1)
  return { text, fields: JSON.parse(lines[0] ?? '') }
}

describe('a line', () => {
  test('has time, level, event and the fields, in that order', () => {
    const { text } = logged(log => log.warn('frame.unreadable', { id: 'm1', bytes: 12 }))
    expect(text).toBe(
      '{"time":"2026-03-04T05:06:07.000Z","level":"warn","event":"frame.unreadable","id":"m1","bytes":12}\n',
    )
  })

  test('stays one line whatever is typed, and keeps its head', () => {
    const { fields } = line({ said: 'a\nb\r\u2028c', event: 'forged', level: 'error' })
    expect(fields).toMatchObject({ event: 'tried', level: 'info', said: 'a\nb\r\u2028c' })
  })

  test('is left out below the level', () => {
    const { lines } = logged(
      log => {
        log.info('b')
        log.warn('c')
        log.error('d')
      },
      { level: 'error' },
    )
    expect(lines.map(one => JSON.parse(one).event)).toEqual(['d'])
  })
})

describe('secrets', () => {
  test('configured ones are redacted anywhere, also percent-encoded and inside errors', () => {
    const cause = new Error('with sesame%2Fopen%20you')
    const { text } = line({
      list: ['x sesame/open you y'],
      'key sesame/open you': 1,
      error: new Error('said sesame/open you', { cause }),
    })
    expect(text).not.toMatch(/sesame/)
    expect(text).toContain('x [redacted] y')
  })

  test.each([
    'token',
    'accessToken',
    'clientSecret',
    'sessionWebhook',
    'ticket',
    'Authorization',
    'x-acs-dingtalk-access-token',
    'session',
  ])('the value of %s is redacted', key => {
    expect(line({ deep: { [key]: 'abc' } }).fields.deep).toEqual({ [key]: '[redacted]' })
    expect(line({ [key]: { inner: 'abc' } }).text).not.toContain('abc')
  })

  test.each([
    'https://oapi.example.com/topapi/role/list?access_token=abc123&x=1',
    'https://oapi.example.com/robot/sendBySession?session=abc123',
    'wss://stream.example.com/connect?x=1&ticket=abc123#top',
    'postgres://robot:abc123@db/rolekeeper',
    'Bearer abc123',
  ])('%s loses its credential', url => {
    expect(line({ url }).text).not.toContain('abc123')
    expect(line({ error: new Error(`while calling ${url}`) }).text).not.toContain('abc123')
    expect(line({ url }).text).toContain('[redacted]')
  })

  test('an empty secret does not redact everything', () => {
    const { lines } = logged(log => log.info('fine'), { secrets: [''] })
    expect(JSON.parse(lines[0] ?? '').event).toBe('fine')
  })
})

describe('values', () => {
  test('an error is told by name, message, code, stack and cause', () => {
    const no = new DingTalkRefusedError({
      api: '/topapi/role/list',
      code: '60011',
      reason: 'permission',
      message: 'missing',
      requestId: 'r1',
    })
    const { fields } = line({ error: new Error('outer', { cause: no }) })
    expect(fields.error).toMatchObject({ name: 'Error', message: 'outer' })
    expect(fields.error.stack).toContain('logger.test')
    expect(fields.error.cause).toMatchObject({
      name: 'DingTalkRefusedError',
      code: '60011',
      requestId: 'r1',
    })
  })

  test('cycles, depth, bigints, dates and long texts do not break a line', () => {
    const loop: Record<string, unknown> = { at: new Date(0), big: 12n, never: new Date(Number.NaN) }
    loop.self = loop
    loop.list = [loop, [[[[[[['x']]]]]]]]
    loop.long = 'x'.repeat(50_000)
    const { text, fields } = line({ loop })
    expect(fields.loop).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      big: '12',
      self: '[circular]',
    })
    expect(text.length).toBeLessThan(10_000)
  })
})
