import { once } from 'node:events'
import { request } from 'node:http'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeEach(async () => {
  ;({ sandbox, client } = await start())
})

/** What a browser or anybody else sends, with whatever headers. Resolves with the status. */
async function ask(
  path: string,
  headers: Record<string, string>,
  { method = 'GET', body = '' }: { method?: string; body?: string } = {},
) {
  const asking = request(sandbox.url + path, { method, headers })
  const answered = once(asking, 'response')
  asking.end(body)
  const [response] = await answered
  response.destroy()
  return response.statusCode
}
/** 'open', or the status that the handshake was refused with. */
async function handshake(headers: Record<string, string>) {
  const { endpoint, ticket } = await client.open()
  const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`, { headers })
  const outcome = await new Promise(resolve => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode))
  })
  socket.on('error', () => undefined)
  socket.terminate()
  return outcome
}

const json = { 'content-type': 'application/json' }
const busy = { method: 'POST', body: JSON.stringify({ name: 'busy' }) }
const everything = [
  ['/', {}],
  ['/page/page.js', {}],
  ['/control/state', {}],
  ['/control/events', {}],
  ['/control/faults', busy],
  ['/gettoken', {}],
  ['/topapi/role/list', { method: 'POST', body: '{}' }],
  ['/v1.0/gateway/connections/open', { method: 'POST', body: '{}' }],
  ['/robot/sendBySession', { method: 'POST', body: '{}' }],
  ['/no/such/path', {}],
] as const

describe.each(everything)('%s', (path, asked) => {
  test.each([
    ['a name that leads here (DNS rebinding)', { host: 'rebound.example.com' }],
    ['a name that begins like this machine', { host: '127.0.0.1.example.com:80' }],
    ['another address', { host: '192.0.2.7:4780' }],
    ['another page', { origin: 'https://example.com' }],
    ['a page that begins like this machine', { origin: 'http://localhost.example.com' }],
    ['a page without an origin', { origin: 'null' }],
    ['another page that is not named', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, headers) => {
    expect(await ask(path, { ...json, ...headers }, asked)).toBe(403)
    expect(sandbox.faults.list()).toEqual([])
    expect(sandbox.calls).toEqual([])
  })
})

test.each([
  { host: 'localhost' },
  { host: 'LOCALHOST:4780' },
  { host: '127.0.0.1:1' },
  { host: '[::1]:4780' },
  { host: 'localhost:4780', origin: 'http://localhost:4780', 'sec-fetch-site': 'same-origin' },
  { host: '127.0.0.1', origin: 'http://[::1]:4780' },
])('answers %j', async headers => {
  expect(await ask('/control/faults', { ...json, ...headers }, busy)).toBe(200)
  expect(sandbox.faults.list()).toMatchObject([{ name: 'busy' }])
})

test('a link on another page leads to the page, and nowhere else', async () => {
  const followed = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }
  expect(await ask('/', followed)).not.toBe(403)
  expect(await ask('/', { ...followed, 'sec-fetch-dest': 'iframe' })).toBe(403)
  expect(await ask('/control/commands', followed)).toBe(403)
})

describe('a websocket', () => {
  test.each([
    { host: 'rebound.example.com' },
    { origin: 'https://example.com' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ])('is refused to %j', async headers => {
    expect(await handshake(headers)).toBe(403)
    expect(sandbox.connections()).toBe(0)
  })
  test('is opened for this machine', async () => {
    expect(await handshake({ host: 'localhost:4780', origin: 'http://localhost:3000' })).toBe(
      'open',
    )
  })
})

describe('what changes something under /control takes JSON only', () => {
  const forms = [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    '',
  ]
  const changes = ['say', 'press', 'faults', 'company', 'expire-token', 'robot/restart']

  test.each(changes.flatMap(path => forms.map(type => [path, type] as const)))(
    'POST %s as "%s" is refused',
    async (path, type) => {
      const token = await client.token()
      const status = await ask(
        `/control/${path}`,
        type === '' ? {} : { 'content-type': type },
        busy,
      )
      expect(status).toBe(415)
      expect(await client.token()).toBe(token)
      expect(sandbox.faults.list()).toEqual([])
    },
  )
  test('so does the end of trouble', async () => {
    sandbox.faults.set('busy')
    expect(await ask('/control/faults', {}, { method: 'DELETE' })).toBe(415)
    expect(sandbox.faults.list()).toHaveLength(1)
    expect(await ask('/control/faults', json, { method: 'DELETE' })).toBe(200)
    expect(sandbox.faults.list()).toEqual([])
  })
  test('with a charset too', async () => {
    const type = { 'content-type': 'application/json; charset=utf-8' }
    expect(await ask('/control/expire-token', type, { method: 'POST', body: '{}' })).toBe(200)
  })
})
