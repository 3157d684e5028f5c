import { once } from 'node:events'
import { beforeAll, expect, test } from '@jest/globals'
import { takeAddress } from '../../src/sandbox/address.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ sandbox, client } = await start())
})

const get = (path: string) => client.call(`/control/${path}`)
const post = (path: string, body: unknown) => client.post(`/control/${path}`, body)

test('speak, press, and see what one person sees', async () => {
  await client.connect(frame =>
    frame.headers.topic?.includes('card')
      ? { response: { cardData: { cardParamMap: { title: '<b>mine</b>' } } } }
      : {},
  )
  const said = await post('say', { userid: 'boss001', text: '<i>hi</i>' })
  expect(said).toMatchObject({ status: 200, body: { ack: { code: 200 } } })
  await client.api('/v1.0/card/instances/createAndDeliver', {
    cardTemplateId: '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
    outTrackId: 'c1',
    callbackType: 'STREAM',
    cardData: {
      cardParamMap: {
        title: 'T',
        markdown: '**b** <script>',
        sys_full_json_obj: JSON.stringify({
          msgButtons: [{ id: 'next', text: 'Next', params: {} }],
        }),
      },
    },
    openSpaceId: 'dtv1.card//IM_GROUP.cidS4ndb0xGr0up+A/1==',
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode: client.clientId, recipients: ['boss001', 'boss002'] },
  })
  expect((await get('chat?viewer=boss002')).body.items).toMatchObject([
    { kind: 'message', own: false, html: '&lt;i&gt;hi&lt;/i&gt;' },
    {
      kind: 'card',
      title: 'T',
      html: '<p><strong>b</strong> &lt;script&gt;</p>',
      buttons: [{ id: 'next' }],
    },
  ])
  expect((await get('chat?viewer=EMP123')).body.items).toHaveLength(1)
  await post('press', { userid: 'boss002', outTrackId: 'c1', buttonId: 'next' })
  expect((await get('chat?viewer=boss002')).body.items).toMatchObject([
    {},
    { title: '<b>mine</b>' },
  ])
  expect((await get('chat?viewer=boss001')).body.items).toMatchObject([
    { own: true },
    { title: 'T' },
  ])
})
test('trouble on and off', async () => {
  expect((await client.post('/control/faults', { name: 'busy', times: 1 })).status).toBe(200)
  expect(sandbox.faults.list()).toMatchObject([{ name: 'busy', times: 1 }])
  expect((await post('faults', { name: 'meteor' })).status).toBe(400)
  await client.post('/control/faults/busy', {}, {}, 'DELETE')
  expect(sandbox.faults.list()).toEqual([])
})
test('a change by hand in the admin console', async () => {
  const renamed = await post('company', { change: 'rename-role', id: 12345, name: '巡店' })
  expect(JSON.stringify(renamed.body)).toContain('巡店')
  expect(sandbox.company.roles.get(12345)?.name).toBe('巡店')
  expect((await post('company', { change: 'remove-admin', userid: 'manager5310' })).status).toBe(
    200,
  )
  expect(sandbox.company.persons.get('manager5310')?.admin).toBeUndefined()
  expect(
    await post('company', { change: 'add-member', id: 12345, userid: 'nobody' }),
  ).toMatchObject({
    status: 400,
    body: { error: 'Error: no person nobody' },
  })
})
test('all of it at once', async () => {
  expect(Object.keys((await get('state')).body)).toEqual(
    expect.arrayContaining([
      'company',
      'conversations',
      'cards',
      'calls',
      'frames',
      'faults',
      'connections',
    ]),
  )
  expect((await get('nothing')).status).toBe(404)
})
test('who asks before the sandbox is there is answered once it is', async () => {
  const address = await takeAddress(0)
  const asked = fetch(`${address.url}/control/connections`)
  await once(address.server, 'request')
  await start({ address })
  expect(await (await asked).json()).toBe(0)
})
test('what happens is told live', async () => {
  const answer = await fetch(`${sandbox.url}/control/events`)
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  sandbox.company.renameRole(12345, '巡查')
  let told = ''
  while (!told.includes('"kind":"company"')) told += (await reader?.read())?.value ?? ''
  await reader?.cancel()
})
