import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import type { Card } from '../../../src/core/model/card.ts'
import type { Clock, Log } from '../../../src/core/ports.ts'
import { checkCardPermission } from '../../../src/dingtalk/chat/cards.ts'
import { createChat } from '../../../src/dingtalk/chat/chat.ts'
import { createOpenApi } from '../../../src/dingtalk/openapi/client.ts'
import { createHosts } from '../../../src/dingtalk/openapi/hosts.ts'
import { createTransport, serverTime } from '../../../src/dingtalk/openapi/http.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts'

const quiet: Log = { info() {}, warn() {}, error() {} }
const clock: Clock = { now: () => new Date(), sleep: async () => {} }

let sandbox: Sandbox
let life: ReturnType<typeof connect>
let count = 0

function connect() {
  const hosts = createHosts({ api: sandbox.url, oapi: sandbox.url, overridden: true })
  const transport = createTransport({ hosts })
  const openapi = createOpenApi({
    transport,
    clientId: sandbox.environment.DINGTALK_CLIENT_ID,
    clientSecret: sandbox.environment.DINGTALK_CLIENT_SECRET,
    qps: 20,
    clock,
    log: quiet,
    metrics: { apiCall() {} },
  })
  return { transport, openapi }
}

const newChat = () =>
  createChat({
    openapi: life.openapi,
    robotCode: sandbox.environment.DINGTALK_CLIENT_ID,
    templateId: '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
    webhooks: { post: async () => ({ sent: false, why: 'none' }) },
    i18n: { escape: typed => typed },
    clock,
    log: quiet,
  })

beforeAll(async () => {
  sandbox = await createSandbox()
  life = connect()
})
afterEach(() => sandbox.faults.clear())
afterAll(async () => {
  await life.transport.close()
  await sandbox.close()
})

const somebody = () => {
  const [first] = sandbox.company.persons.keys()
  return userId.parse(first)
}
const group = { id: 'cidS4ndb0xGr0up+A/1==', kind: 'group' } as const
const request = () =>
  ({
    id: `w${++count}`,
    conversation: group,
    requester: somebody(),
    deliveredAs: undefined,
  }) as const
const card: Card = {
  title: 'Auditor',
  markdown: '- Li Si',
  tips: 'one',
  buttons: [{ id: 'next', text: 'Next', color: 'gray', params: { page: '1' } }],
  textInstead: ['/role members 7 --page 2'],
  mentions: [],
}
const cards = () => sandbox.conversation().filter(({ kind }) => kind === 'card').length
const messages = () => sandbox.conversation().flatMap(item => (item.kind === 'robot' ? [item] : []))

test('a card is shown, edited for all, and for one', async () => {
  const chat = newChat()
  const asked = { ...request(), requester: somebody() }
  const [viewer] = [somebody()]
  expect(await chat.deliverCard(asked, { ...card, mentions: [viewer] })).toBe('card')
  expect(sandbox.view(`rolekeeper-${asked.id}`)).toMatchObject({
    title: 'Auditor',
    buttons: [{ id: 'next', params: { page: '1', action: 'next' } }],
  })
  await chat.updateForUser(asked.id, viewer, { tips: 'only you' })
  expect(sandbox.view(`rolekeeper-${asked.id}`, viewer).tips).toBe('only you')
  expect(sandbox.view(`rolekeeper-${asked.id}`).tips).toBe('one')
  const over = { ...card, tips: 'over', buttons: [] }
  expect(await chat.deliverCard({ ...asked, deliveredAs: 'card' }, over)).toBe('card')
  for (const eye of [viewer, undefined])
    expect(sandbox.view(`rolekeeper-${asked.id}`, eye)).toMatchObject({ tips: 'over', buttons: [] })
})

test('a single chat gets its card', async () => {
  const asked = { ...request(), conversation: { id: 'cidX', kind: 'single' } } as const
  expect(await newChat().deliverCard(asked, card)).toBe('card')
  expect(sandbox.cards.get(`rolekeeper-${asked.id}`)?.deliveredTo).toHaveLength(1)
})

test('a lost answer gives one card, in this life and in the next', async () => {
  const before = cards()
  const asked = request()
  sandbox.faults.set('lose-answer', { path: '/v1.0/card', times: 1 })
  expect(await newChat().deliverCard(asked, card)).toBe('card')
  expect(cards()).toBe(before + 1)
  expect(await newChat().deliverCard(asked, { ...card, tips: 'later' })).toBe('card')
  expect(cards()).toBe(before + 1)
  expect(sandbox.view(`rolekeeper-${asked.id}`).tips).toBe('later')
})

test.each(['card-permission-missing', 'card-delivery-fails', 'template-unknown'] as const)(
  '%s: the same words come as a message',
  async fault => {
    sandbox.faults.set(fault)
    const before = messages().length
    expect(await newChat().deliverCard(request(), card)).toBe('text')
    const [message, ...more] = messages().slice(before)
    expect(more).toEqual([])
    expect(message).toMatchObject({ via: 'send', title: 'Auditor' })
    expect(message?.text).toContain('/role members 7 --page 2')
  },
)

test('the card permission is found out without posting', async () => {
  const before = sandbox.conversation().length
  await checkCardPermission(life.openapi)
  sandbox.faults.set('card-permission-missing')
  await expect(checkCardPermission(life.openapi)).rejects.toMatchObject({
    reason: 'permission',
    scopes: ['Card.Instance.Write'],
  })
  expect(sandbox.conversation()).toHaveLength(before)
})

test('the server tells its time', async () => {
  const skew = Math.abs(Date.now() - +(await serverTime(sandbox.url)))
  expect(skew).toBeLessThan(60_000)
  await expect(serverTime('http://127.0.0.1:1')).rejects.toMatchObject({
    name: 'DingTalkUnreachableError',
  })
})
