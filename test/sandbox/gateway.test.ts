import { once } from 'node:events'
import { beforeAll, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

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
test('a ticket that is not url-encoded is another ticket', async () => {
  const { endpoint, ticket } = await client.open()
  expect(ticket).toMatch(/\+.*=$/)
  expect(await handshake(`${endpoint}?ticket=${ticket}`)).toBe(401)
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
test('a ping wants its opaque back', async () => {
  const { socket } = await client.connect(({ data }) => JSON.parse(data))
  expect((await sandbox.ping('4f2c'))?.data).toEqual({ opaque: '4f2c' })
  socket.terminate()
})
test('raw text goes out as it is', async () => {
  await eventually(() => sandbox.connections() === 0)
  const { endpoint, ticket } = await client.open()
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
  await once(socket, 'open')
  const received = once(socket, 'message')
  sandbox.push('{not json')
  expect(String((await received)[0])).toBe('{not json')
  socket.terminate()
})
