import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { createSessionWebhooks } from '../../../src/dingtalk/chat/session-webhooks.ts'
import { createHosts } from '../../../src/dingtalk/openapi/hosts.ts'
import { createTransport } from '../../../src/dingtalk/openapi/http.ts'
import { recordingLog } from '../scripted.ts'

let url = ''
let answer: { status: number; text: string; location?: string } = { status: 200, text: '' }
let received: { path: string | undefined; body: string }[] = []

const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += String(piece)
  received.push({ path: request.url, body })
  if (answer.location !== undefined) response.setHeader('location', answer.location)
  response.writeHead(answer.status).end(answer.text)
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  received = []
  answer = { status: 200, text: '{"errcode":0,"errmsg":"ok"}' }
})

const body = { msgtype: 'markdown', markdown: { title: 'a', text: 'b' } } as const
const expiresAt = new Date('2026-03-04T06:30:00Z')

async function withWebhooks(
  use: (webhooks: ReturnType<typeof createSessionWebhooks>) => Promise<void>,
  {
    now = '2026-03-04T05:00:00Z',
    clock = { now: () => new Date(now) },
    maxWebhooks = 10,
    log = recordingLog().log,
  } = {},
) {
  const counted: string[] = []
  const hosts = createHosts({ api: url, oapi: url, overridden: true })
  const transport = createTransport({ hosts })
  const webhooks = createSessionWebhooks({
    allows: hosts.allows,
    transport,
    clock,
    log,
    metrics: { apiCall: (path, result) => counted.push(`${path} ${result}`) },
    maxWebhooks,
  })
  try {
    await use(webhooks)
  } finally {
    await transport.close()
  }
  return counted
}

const session = () => `${url}/robot/sendBySession?session=s3cret`

test('posts to the newest webhook of the conversation', async () => {
  const counted = await withWebhooks(async webhooks => {
    webhooks.remember({ conversationId: 'c', url: `${url}/old`, expiresAt })
    webhooks.remember({ conversationId: 'c', url: session(), expiresAt })
    expect(await webhooks.post('c', body)).toEqual({ sent: true })
  })
  expect(received).toEqual([
    { path: '/robot/sendBySession?session=s3cret', body: JSON.stringify(body) },
  ])
  expect(counted).toEqual(['/robot/sendBySession ok'])
})

test('posts to another name of this machine, where that is what replaces DingTalk', async () => {
  await withWebhooks(async webhooks => {
    webhooks.remember({
      conversationId: 'c',
      url: session().replace('127.0.0.1', 'localhost'),
      expiresAt,
    })
    expect(await webhooks.post('c', body)).toEqual({ sent: true })
  })
})

test.each([
  ['https://example.com/robot/sendBySession?session=x', 'example.com'],
  ['http://127.0.0.1.example.com/', '127.0.0.1.example.com'],
  ['file:///etc/passwd', ''],
  ['no address', 'none'],
])('never keeps %s, and names its host only', async (foreign, host) => {
  const { log, lines } = recordingLog()
  await withWebhooks(
    async webhooks => {
      webhooks.remember({ conversationId: 'c', url: foreign, expiresAt })
      expect(await webhooks.post('c', body)).toEqual({ sent: false, why: 'none' })
    },
    { log },
  )
  expect(lines).toEqual([{ event: 'webhook.refused', fields: { host } }])
})

test.each([
  ['2026-03-04T06:29:00Z', true],
  ['2026-03-04T06:29:01Z', false],
])('at %s a webhook that ends at 06:30 is used: %p', async (now, sent) => {
  await withWebhooks(
    async webhooks => {
      webhooks.remember({ conversationId: 'c', url: session(), expiresAt })
      expect((await webhooks.post('c', body)).sent).toBe(sent)
    },
    { now },
  )
  expect(received).toHaveLength(sent ? 1 : 0)
})

test('one that does not say when it ends is used for 90 minutes', async () => {
  let now = new Date('2026-03-04T05:00:00Z')
  await withWebhooks(
    async webhooks => {
      webhooks.remember({ conversationId: 'c', url: session(), expiresAt: undefined })
      now = new Date('2026-03-04T06:29:00Z')
      expect(await webhooks.post('c', body)).toEqual({ sent: true })
      now = new Date('2026-03-04T06:29:01Z')
      expect(await webhooks.post('c', body)).toEqual({ sent: false, why: 'expiring' })
    },
    { clock: { now: () => now } },
  )
})

test('an unknown session is said so, and not tried again', async () => {
  const counted = await withWebhooks(async webhooks => {
    webhooks.remember({ conversationId: 'c', url: session(), expiresAt })
    answer = { status: 200, text: '{"errcode":300001,"errmsg":"session 不存在"}' }
    expect(await webhooks.post('c', body)).toEqual({ sent: false, why: 'errcode 300001' })
    expect(await webhooks.post('c', body)).toEqual({ sent: false, why: 'none' })
  })
  expect(counted).toEqual(['/robot/sendBySession 300001'])
})

test.each([
  [{ status: 200, text: '{"errcode":410100,"errmsg":"send too fast"}' }, 'errcode 410100'],
  [{ status: 200, text: '<html>' }, 'no answer'],
  [{ status: 200, text: '{"status":1111,"wait":5}' }, 'no answer'],
  [{ status: 302, text: '', location: '/elsewhere' }, 'no answer'],
])('%j was not sent: %s', async (given, why) => {
  await withWebhooks(async webhooks => {
    webhooks.remember({ conversationId: 'c', url: session(), expiresAt })
    answer = given
    expect(await webhooks.post('c', body)).toEqual({ sent: false, why })
    answer = { status: 200, text: '{"errcode":"0"}' }
    expect(await webhooks.post('c', body)).toEqual({ sent: true })
  })
  expect(received.every(({ path }) => path?.startsWith('/robot/'))).toBe(true)
})

test('keeps the conversations that were used last', async () => {
  await withWebhooks(
    async webhooks => {
      for (const conversationId of ['a', 'b', 'c'])
        webhooks.remember({ conversationId, url: session(), expiresAt })
      expect(await webhooks.post('a', body)).toMatchObject({ why: 'none' })
      expect(await webhooks.post('b', body)).toEqual({ sent: true })
    },
    { maxWebhooks: 2 },
  )
})

test.each([
  ['has ended', new Date('2026-03-04T04:59:59Z')],
  ['says that it never ends', new Date('2226-03-04T05:00:00Z')],
])('one that %s takes the place of none that is good', async (_, end) => {
  await withWebhooks(async webhooks => {
    webhooks.remember({ conversationId: 'c', url: session(), expiresAt })
    webhooks.remember({ conversationId: 'c', url: `${url}/other`, expiresAt: end })
    webhooks.remember({ conversationId: 'd', url: session(), expiresAt: end })
    expect(await webhooks.post('c', body)).toEqual({ sent: true })
    expect(await webhooks.post('d', body)).toEqual({ sent: false, why: 'none' })
  })
  expect(received.map(({ path }) => path)).toEqual(['/robot/sendBySession?session=s3cret'])
})
