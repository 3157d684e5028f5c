import { beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeEach(async () => {
  ;({ sandbox, client } = await start({ qps: 1000 }))
})

const shown = z.object({ items: z.array(z.record(z.string(), z.unknown())) })
/** The newest item of a conversation as the page gets it. */
const onPage = async (viewer: string, conversation: 'group' | 'single' = 'group') => {
  const { body } = await client.call(`/control/chat?viewer=${viewer}&conversation=${conversation}`)
  return shown.parse(body).items.at(-1)
}
const toGroup = (msgKey: string, msgParam: object) =>
  client.api('/v1.0/robot/groupMessages/send', {
    robotCode: client.clientId,
    openConversationId: 'cidS4ndb0xGr0up+A/1==',
    msgKey,
    msgParam: JSON.stringify(msgParam),
  })
const toPerson = (msgKey: string, msgParam: object) =>
  client.api('/v1.0/robot/oToMessages/batchSend', {
    robotCode: client.clientId,
    userIds: ['EMP123'],
    msgKey,
    msgParam: JSON.stringify(msgParam),
  })

const link = (url: string, text: string) =>
  `<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`
const sends = (said: string, text: string) => `<a href="#" data-send="${said}">${text}</a>`
const dtmd = 'dtmd://dingtalkclient/sendMessage?content=%2Fapprove%207F3KQ'
const face = { title: 'Role change', text: '#### Add *Li Si*?' }
const said = '<h6>Add <em>Li Si</em>?</h6>'
const four = [1, 2, 3, 4, 5].map(n => ({
  [`actionTitle${n}`]: `T${n}`,
  [`actionURL${n}`]: `https://example.com/${n}`,
}))
const links = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `<p>${link(`https://example.com/${at + 1}`, `T${at + 1}`)}</p>`,
  )

const kinds: readonly (readonly [string, object, string])[] = [
  [
    'sampleActionCard',
    { ...face, singleTitle: 'Open (it)', singleURL: 'https://example.com/a?b=(1)' },
    `${said}<p>${link('https://example.com/a?b=%281%29', 'Open (it)')}</p>`,
  ],
  ...[2, 3, 4, 5].map(
    count =>
      [
        `sampleActionCard${count}`,
        Object.assign({}, face, ...four.slice(0, count)),
        said + links(count).join(''),
      ] as const,
  ),
  [
    'sampleActionCard6',
    {
      ...face,
      buttonTitle1: 'Approve',
      buttonUrl1: dtmd,
      buttonTitle2: 'No',
      buttonUrl2: 'https://example.com/n',
    },
    `${said}<p>${sends('/approve 7F3KQ', 'Approve')}</p><p>${link('https://example.com/n', 'No')}</p>`,
  ],
  [
    'sampleLink',
    {
      title: 'Report',
      text: '12 members',
      picUrl: 'https://example.com/p.png',
      messageUrl: 'https://example.com/r',
    },
    `<p>12 members</p><p>${link('https://example.com/r', 'Report')}</p>`,
  ],
  ['sampleImageMsg', { photoURL: 'https://example.com/p.png' }, '🖼 https://example.com/p.png'],
  ['sampleImageMsg', { photoURL: '@lALPDf000' }, '🖼 @lALPDf000'],
]

describe.each(kinds)('%s %j', (msgKey, msgParam, html) => {
  test('is shown in the group', async () => {
    expect(await toGroup(msgKey, msgParam)).toMatchObject({ status: 200 })
    expect(await onPage('boss001')).toMatchObject({ kind: 'robot', html })
  })
  test('is shown in the chat with the robot', async () => {
    expect(await toPerson(msgKey, msgParam)).toMatchObject({ status: 200 })
    expect(await onPage('EMP123', 'single')).toMatchObject({ kind: 'robot', html })
  })
  test('is refused where a part is missing', async () => {
    const [part = ''] = Object.keys(msgParam).slice(-1)
    const rest = Object.fromEntries(Object.entries(msgParam).filter(([key]) => key !== part))
    expect(await toGroup(msgKey, rest)).toMatchObject({
      status: 400,
      body: { code: 'invalidParameter.msgParam.invalid' },
    })
    expect(sandbox.conversation()).toEqual([])
  })
})

test.each([
  ['sampleActionCard', { ...face, singleTitle: '<b>x</b>', singleURL: 'javascript:alert(1)' }],
  [
    'sampleActionCard',
    { ...face, singleTitle: 'a](https://example.com/x)[b', singleURL: 'data:text/html,x' },
  ],
  [
    'sampleLink',
    {
      title: '"><img src=x onerror=alert(1)>',
      text: '<script>',
      picUrl: '',
      messageUrl: '"onclick="x',
    },
  ],
  ['sampleImageMsg', { photoURL: '<img src=x onerror=alert(1)>' }],
])('nothing in %s %j becomes markup or a link of another kind', async (msgKey, msgParam) => {
  expect(await toGroup(msgKey, msgParam)).toMatchObject({ status: 200 })
  const html = String((await onPage('boss001'))?.html)
  expect(html).not.toMatch(/<(?!\/?(?:p|h6|em|br)>)/)
})

test.each(['sampleAudio', 'sampleFile', 'sampleVideo'])(
  '%s: DingTalk has it, the sandbox lacks it and says so',
  async msgKey => {
    const answer = await toGroup(msgKey, {})
    expect(answer).toMatchObject({ status: 501, body: { code: 'sandbox.notImplemented' } })
    expect(answer.body.message).toContain(msgKey)
  },
)
test.each(['sampleActionCard1', 'sampleActionCard7', 'samplePoem', 'toString'])(
  '%s: DingTalk has no such msgKey',
  async msgKey => {
    expect(await toGroup(msgKey, {})).toMatchObject({
      status: 400,
      body: { code: 'invalidParameter.msgKey.invalid' },
    })
  },
)

describe('by session webhook', () => {
  const post = async (body: object) => {
    const robot = await client.connect()
    await sandbox.say('boss001', 'x')
    const { pathname, search } = new URL(String(robot.data(-1).sessionWebhook))
    return (await client.post(pathname + search, body)).body
  }
  test.each([
    [
      {
        msgtype: 'actionCard',
        actionCard: { ...face, singleTitle: 'Open', singleURL: 'https://example.com/c' },
      },
      `${said}<p>${link('https://example.com/c', 'Open')}</p>`,
    ],
    [
      {
        msgtype: 'actionCard',
        actionCard: { ...face, btns: [{ title: 'Approve', actionURL: dtmd }] },
      },
      `${said}<p>${sends('/approve 7F3KQ', 'Approve')}</p>`,
    ],
    [
      {
        msgtype: 'link',
        link: { title: 'Report', text: '12', messageUrl: 'https://example.com/r' },
      },
      `<p>12</p><p>${link('https://example.com/r', 'Report')}</p>`,
    ],
    [
      {
        msgtype: 'feedCard',
        feedCard: { links: [{ title: 'Report', messageURL: 'https://example.com/r' }] },
      },
      `<p>${link('https://example.com/r', 'Report')}</p>`,
    ],
  ])('%j', async (body, html) => {
    expect(await post(body)).toMatchObject({ errcode: 0 })
    expect(await onPage('boss001')).toMatchObject({ kind: 'robot', html })
  })
})
