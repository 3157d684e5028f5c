import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

const acknowledged = z.object({ headers: z.object({ messageId: z.string() }) })

let now = 1_790_000_000_000
let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ sandbox, client } = await start({ now: () => now }))
})

/** 'open', or the status that the handshake was refused with. */
const handshake = async (url: string) => {
  const socket = new WebSocket(url)
  const outcome = await new Promise(resolve => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
  })
  socket.on('error', () => undefined)
  socket.terminate()
  await eventually(() => sandbox.connections() === 0)
  return outcome
}

test('a ticket opens one connection, once', async () => {
  const { endpoint, ticket } = await client.open()
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)).toBe('open')
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)).toBe(401)
})
test.each([
  ['encoded', encodeURIComponent],
  ['raw, as the official SDKs of Node and Go send it', (ticket: string) => ticket],
  [
    'as a form',
    (ticket: string) => String(new URLSearchParams({ ticket })).slice('ticket='.length),
  ],
  ['decoded once too often', (ticket: string) => ticket.replaceAll('+', '%20')],
])('a ticket is taken %s', async (_, spelt) => {
  const { endpoint, ticket } = await client.open()
  expect(ticket).toMatch(/\+.*\/.*=$/)
  expect(await handshake(`${endpoint}?ticket=${spelt(ticket)}`)).toBe('open')
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)).toBe(401)
})
test.each([
  '/connect',
  '/connect?',
  '/connect?ticket',
  '/connect?ticket=',
  '/connect?ticket=%',
  '/connect?ticket=%zz',
  '/connect?ticket=%E0%A4%A',
  '/connect?ticket=%00',
  '/connect?ticket=garbage&ticket=more',
  '/elsewhere?ticket=x',
  '//',
  '//[',
  '/\\\\?',
])('%s opens nothing, and the next one is let in', async target => {
  const { hostname, port } = new URL(sandbox.url)
  const asking = connect(Number(port), hostname)
  asking.write(
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  expect(await text(asking)).toMatch(/^HTTP\/1.1 401 /)
  const { endpoint, ticket } = await client.open()
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)).toBe('open')
})
test('a ticket lives for 90 seconds', async () => {
  const { endpoint, ticket } = await client.open()
  const late = await client.open()
  now += 89_999
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)).toBe('open')
  now += 1
  expect(await handshake(`${endpoint}?ticket=${encodeURIComponent(late.ticket)}`)).toBe(401)
})
test('wrong credentials: 401 authFailed', async () => {
  const subscriptions = [{ type: 'EVENT', topic: '*' }]
  const wrong = await client.post('/v1.0/gateway/connections/open', {
    clientId: 'x',
    clientSecret: 'y',
    subscriptions,
  })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'authFailed', message: '鉴权失败' } })
})
test('only what was subscribed is pushed', async () => {
  const { socket, frames } = await client.connect(undefined, [{ type: 'EVENT', topic: '*' }])
  expect(await sandbox.say('boss001', '/help')).toMatchObject({ ack: undefined })
  expect((await sandbox.event('org_change', {}))?.code).toBe(200)
  expect(frames.map(({ type }) => type)).toEqual(['EVENT'])
  socket.terminate()
  await eventually(() => sandbox.connections() === 0)
})
test('pushes go to any of several connections, acks are timed', async () => {
  const both = await Promise.all([client.connect(), client.connect()])
  for (let count = 0; count < 40; count += 1) await sandbox.say('boss001', 'x')
  for (const { frames } of both) expect(frames.length).toBeGreaterThan(0)
  expect(sandbox.frames.at(-1)?.ack).toMatchObject({
    code: 200,
    message: 'OK',
    data: { response: null },
  })
  for (const { socket } of both) socket.terminate()
  await eventually(() => sandbox.connections() === 0)
})
test('the first answer to a frame counts, and a second changes nothing', async () => {
  const { socket } = await client.connect(() => undefined)
  socket.on('message', raw => {
    const { headers } = acknowledged.parse(JSON.parse(String(raw)))
    for (const code of [200, 500]) socket.send(JSON.stringify({ code, headers, data: '{}' }))
  })
  await sandbox.say('boss001', 'x')
  // What is acknowledged after it has come after it.
  await sandbox.say('boss001', 'y')
  expect(sandbox.frames.at(-2)?.ack?.code).toBe(200)
  socket.terminate()
  await eventually(() => sandbox.connections() === 0)
})
test('a ping wants its opaque back', async () => {
  const { socket } = await client.connect(({ data }) => JSON.parse(data))
  expect((await sandbox.ping('4f2c'))?.data).toEqual({ opaque: '4f2c' })
  socket.terminate()
})
test('the gateway says that a connection is there and registered, before anything is pushed', async () => {
  const { socket, frames, notices } = await client.connect()
  await sandbox.say('boss001', 'x')
  expect(frames).toHaveLength(1)
  const { messageId, time } = notices[0]?.headers ?? {}
  expect(messageId).toEqual(expect.any(String))
  expect(notices).toEqual(
    ['CONNECTED', 'REGISTERED'].map(topic => ({
      type: 'SYSTEM',
      headers: { topic, messageId: expect.any(String), contentType: 'application/json', time },
      data: '{}',
    })),
  )
  expect(time).toBe(String(now))
  socket.terminate()
})
test('it pings now and then, and notes what comes back', async () => {
  const { sandbox: own, client: other } = await start({ pingEveryMs: 10 })
  const { notices } = await other.connect(({ data }) => JSON.parse(data))
  const pings = () => own.notices.filter(({ topic }) => topic === 'ping')
  await eventually(() => pings().filter(({ ack }) => ack).length >= 2)
  for (const { data, ack } of pings().slice(0, 2)) expect(ack).toMatchObject({ code: 200, data })
  expect(new Set(pings().map(({ data }) => JSON.stringify(data))).size).toBe(pings().length)
  expect(notices.find(({ headers }) => headers.topic === 'ping')?.headers).toEqual({
    topic: 'ping',
    messageId: expect.any(String),
    contentType: 'application/json',
    time: expect.any(String),
  })
  // A ping is nobody's push: what was pushed, and what may still be acknowledged, is told without it.
  expect(own.frames).toEqual([])
})
test('a connection that has gone silent is not greeted, and hears no ping', async () => {
  const { sandbox: own, client: other } = await start({ pingEveryMs: 10 })
  own.faults.set('silent-socket', { times: 1 })
  await other.connect()
  const second = await other.connect(({ data }) => JSON.parse(data))
  await eventually(() => second.notices.length > 4)
  expect(new Set(own.notices.map(({ connectionId }) => connectionId)).size).toBe(1)
})
test('raw text goes out as it is', async () => {
  await eventually(() => sandbox.connections() === 0)
  const { endpoint, ticket } = await client.open()
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
  const received: string[] = []
  socket.on('message', data => received.push(String(data)))
  await once(socket, 'open')
  sandbox.push('{not json')
  await eventually(() => received.includes('{not json'))
  socket.terminate()
})
