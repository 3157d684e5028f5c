import { afterEach, expect, jest, test } from '@jest/globals'
import { eventually } from '../../support/eventually.ts'
import { callback, event, message, press, system } from './pushes.ts'
import { clientSecret, closeAll, streamOnWire } from './started.ts'
import { ticket } from './wire.ts'

afterEach(closeAll)

const ok = (messageId: string, data: unknown) => ({
  code: 200,
  message: 'OK',
  headers: { messageId, contentType: 'application/json' },
  data: JSON.stringify(data),
})

async function connected(...options: Parameters<typeof streamOnWire>) {
  const all = await streamOnWire(...options)
  await all.stream.start()
  return { ...all, line: await all.wire.line(0) }
}

test('asks the gateway in its exact form, and uses the ticket once, encoded', async () => {
  const { wire, stream, invalidations } = await connected({ version: '1.2.3' })
  expect(JSON.parse(wire.calls[0]?.body ?? '')).toEqual({
    clientId: 'dingapp',
    clientSecret,
    ua: 'rolekeeper-sdk-nodejs/1.2.3',
    localIp: expect.any(String),
    subscriptions: [
      { type: 'EVENT', topic: '*' },
      { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
      { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
    ],
  })
  expect(wire.calls[0]?.headers.accept).toBe('application/json')
  expect(wire.upgrades).toEqual([`/connect?ticket=${encodeURIComponent(ticket)}`])
  expect(stream.connected()).toBe(true)
  expect(invalidations).toEqual([['all']])
})

test('a message is stored, answered, and only then worked on', async () => {
  const { line, happened, webhooks } = await connected()
  line.push(message('m1'))
  await eventually(() => happened.includes('work'))
  expect(happened).toEqual([
    'frame CALLBACK /v1.0/im/bot/messages/get',
    'stored',
    'ack 200',
    'work',
  ])
  await eventually(() => line.acks.length === 1)
  expect(line.acks).toEqual([ok('m1', { response: null })])
  expect(webhooks).toHaveLength(1)
})

test('a message that could not be stored is not answered, and the next one is', async () => {
  let broken = true
  const { line, log } = await connected({
    onMessage: async () => {
      if (broken) throw new Error('disk full')
      return { afterAck: () => Promise.reject(new Error('after all')) }
    },
  })
  line.push(message('m1'))
  await eventually(() => log.of('stream.not-taken').length === 1)
  broken = false
  line.push(message('m2'))
  await eventually(() => log.of('stream.work-failed').length === 1)
  await eventually(() => line.acks.length > 0)
  expect(line.acks.map(one => one.headers.messageId)).toEqual(['m2'])
  expect(log.of('stream.not-taken')[0]?.fields).toMatchObject({ id: 'msg1==' })
})

test('a press is answered with what core decided, rendered', async () => {
  const { line, happened } = await connected()
  line.push(press('p1'))
  await eventually(() => line.acks.length === 1)
  expect(line.acks).toEqual([ok('p1', { response: { rendered: { tips: 'page 2' } } })])
  await eventually(() => happened.includes('work'))
  expect(happened.slice(1)).toEqual(['decided', 'ack 200', 'work'])
})

test('a press that fails is answered all the same; the work of one that was decided is done', async () => {
  const failing = await connected({ onCardAction: () => Promise.reject(new Error('locked')) })
  failing.line.push(press('p1'))
  await eventually(() => failing.line.acks.length === 1)
  expect(failing.line.acks[0]).toMatchObject({ code: 500, headers: { messageId: 'p1' } })

  const unrendered = await connected({
    renderAnswer: () => {
      throw new Error('cannot render')
    },
  })
  unrendered.line.push(press('p2'))
  await eventually(() => unrendered.line.acks.length === 1)
  expect(unrendered.line.acks[0]?.code).toBe(500)
  await eventually(() => unrendered.happened.includes('work'))
})

test('what nobody handles is answered where it can be, and nothing of it is logged', async () => {
  const { line, log, happened, stream } = await connected()
  line.push('{"type":"CALL')
  line.push('[]')
  line.push(callback('/v1.0/graph/api/invoke', 'u1', { private: 'payload' }))
  line.push({ ...message('g1'), data: '' })
  line.push({ ...message('g2'), data: '["private payload"]' })
  line.push(press('g3', { outTrackId: 'somebody-elses-card' }))
  line.push(system('KEEPALIVE'))
  line.push(system('ping', { opaque: 'private payload' }))
  await eventually(() => line.acks.length === 5)
  expect(line.acks.map(({ code, headers, data }) => [code, headers.messageId, data])).toEqual([
    [404, 'u1', '{}'],
    [400, 'g1', '{}'],
    [400, 'g2', '{}'],
    [200, 'g3', '{"response":{}}'],
    [200, 's-ping', '{"opaque":"private payload"}'],
  ])
  expect(log.of('stream.unreadable')).toHaveLength(4)
  expect(JSON.stringify(log.lines)).not.toMatch(/private|payload|graph/)
  expect(happened).not.toContain('stored')
  expect(stream.connected()).toBe(true)
})

test('an event is answered at once, and counts once in 15 minutes', async () => {
  const { line, invalidations, clock } = await connected()
  line.push(event('org_admin_remove', 'e1'))
  line.push(event('org_admin_remove', 'e1'))
  line.push(event('org_admin_remove', 'e2', 'ding0other'))
  line.push(event('chat_add_member', 'e3'))
  await eventually(() => line.acks.length === 4)
  expect(new Set(line.acks.map(({ data }) => data))).toEqual(
    new Set(['{"status":"SUCCESS","message":""}']),
  )
  expect(invalidations).toEqual([['all'], ['admins']])
  clock.advance(15 * 60_000 + 1)
  const next = await line
  next.push(event('org_admin_remove', 'e1'))
  await eventually(() => invalidations.length >= 3)
})

test('neither the secret, the ticket nor a webhook is ever printed or logged', async () => {
  const printed: string[] = []
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map(level =>
    jest.spyOn(console, level).mockImplementation((...args) => void printed.push(args.join(' '))),
  )
  const { line, log, wire, clock, stream } = await connected({
    onMessage: () => Promise.reject(new Error('no')),
  })
  line.push(message('m1'))
  await eventually(() => log.of('stream.not-taken').length === 1)
  wire.handshake((_accept, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'))
  line.socket.terminate()
  await eventually(() => log.of('stream.lost').length === 1)
  clock.next()
  await eventually(() => log.of('stream.not-connected').length === 1)
  wire.gateway(response =>
    response.end(JSON.stringify({ endpoint: 'ws://bad host/#', ticket: 'loose ticket' })),
  )
  clock.next()
  await eventually(() => log.of('stream.not-connected').length === 2)
  await stream.stop()
  for (const spy of spies) spy.mockRestore()
  expect(printed).toEqual([])
  const said = JSON.stringify(log.lines)
  for (const secret of [
    clientSecret,
    ticket,
    encodeURIComponent(ticket),
    'loose',
    'webhook-secret',
  ])
    expect(said).not.toContain(secret)
})
