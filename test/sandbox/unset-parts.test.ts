import { beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createCardCalls } from './card-calls.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
let cards: ReturnType<typeof createCardCalls>
beforeEach(async () => {
  ;({ sandbox, client } = await start({ qps: 1000 }))
  cards = createCardCalls(client)
})

describe('a null in the answer to a press is a part that is not set', () => {
  const tips = { cardParamMap: { tips: 'approved' } }
  const byKey = { updateCardDataByKey: true }
  const whole = { cardData: tips, cardUpdateOptions: byKey }

  test.each([
    [{ ...whole, userPrivateData: null }, whole],
    [{ ...whole, cardUpdateOptions: { ...byKey, updatePrivateDataByKey: null } }, whole],
    [{ ...whole, cardData: { cardParamMap: { tips: 'approved', title: null } } }, whole],
    [
      {
        cardData: null,
        userPrivateData: tips,
        cardUpdateOptions: { updatePrivateDataByKey: true },
      },
      { userPrivateData: tips, cardUpdateOptions: { updatePrivateDataByKey: true } },
    ],
  ])('%j', async (response, read) => {
    await client.connect(() => ({ response }))
    await cards.create()
    expect(await sandbox.press('boss002', 'card-1', 'approve')).toEqual(read)
    expect(sandbox.view('card-1', 'boss002')).toMatchObject({
      title: 'Change 42',
      tips: 'approved',
    })
  })
  test.each([
    [{ response: { cardData: null, userPrivateData: null, cardUpdateOptions: null } }],
    [{ response: { cardData: { cardParamMap: null } } }],
    [{ response: null }],
  ])('%j changes nothing, and is an answer', async answer => {
    await client.connect(() => answer)
    await cards.create()
    expect(await sandbox.press('boss002', 'card-1', 'approve')).toBeDefined()
    expect(sandbox.view('card-1', 'boss002')).toMatchObject({ title: 'Change 42', tips: 'soon' })
  })
})

test('so is a null in the frame around it', async () => {
  const { socket } = await client.connect(() => undefined)
  socket.on('message', raw => {
    const { headers } = z
      .object({ headers: z.object({ messageId: z.string() }) })
      .parse(JSON.parse(String(raw)))
    socket.send(
      JSON.stringify({
        code: 200,
        message: null,
        headers: { ...headers, topic: null },
        data: null,
      }),
    )
  })
  expect(await sandbox.say('boss001', 'x')).toMatchObject({ ack: { code: 200, message: '' } })
})

describe('so is a null in a call', () => {
  test('of cards', async () => {
    const made = await cards.create({
      privateData: null,
      imRobotOpenSpaceModel: null,
      imGroupOpenSpaceModel: { supportForward: false, notification: null, lastMessageI18n: null },
      imGroupOpenDeliverModel: { robotCode: client.clientId, recipients: null, atUserIds: null },
    })
    expect(made).toMatchObject({ status: 200, body: { success: true } })
    const updated = await cards.update({
      cardData: { cardParamMap: { tips: 'done' } },
      privateData: null,
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: null },
    })
    expect(updated.body).toEqual({ success: true, result: true })
    expect(sandbox.view('card-1')).toMatchObject({ title: 'Change 42', tips: 'done' })
    expect((await cards.update({ cardData: null, privateData: null })).body.code).toBe(
      'param.cardDataAndPrivateDataBothEmpty',
    )
  })
  test('of the old family', async () => {
    const listed = await client.oapi('/topapi/role/list', { size: null, offset: null })
    expect(listed.errcode).toBe(0)
    const path = '/topapi/v2/department/listsub'
    expect((await client.oapi(path, { dept_id: null })).result).toEqual(
      (await client.oapi(path)).result,
    )
  })
  test.each([
    { atUserIds: [null] },
    { atUserIds: ['boss001', null] },
    { atUserIds: null, atMobiles: null, isAtAll: null },
    null,
  ])('of a session webhook with at: %j', async at => {
    const robot = await client.connect()
    await sandbox.say('boss001', 'x')
    const { pathname, search } = new URL(String(robot.data(-1).sessionWebhook))
    const text = { content: 'hi @boss001' }
    const sent = await client.post(pathname + search, { msgtype: 'text', text, at })
    expect(sent.body.errcode).toBe(0)
    const named = at?.atUserIds?.includes('boss001') ? ['boss001'] : []
    expect(sandbox.conversation().at(-1)).toMatchObject({ kind: 'robot', mentions: named })
  })
  test('inside the text of a message', async () => {
    const sent = await client.api('/v1.0/robot/oToMessages/batchSend', {
      robotCode: client.clientId,
      userIds: ['EMP123'],
      msgKey: 'sampleLink',
      msgParam: '{"title":"a","text":"b","picUrl":null,"messageUrl":"https://example.com"}',
    })
    expect(sent.status).toBe(200)
  })
  test('of a message to people', async () => {
    const sent = await client.api('/v1.0/robot/oToMessages/batchSend', {
      robotCode: client.clientId,
      userIds: ['EMP123', null],
      msgKey: 'sampleText',
      msgParam: '{"content":"hi"}',
      coolAppCode: null,
    })
    expect(sent).toMatchObject({ status: 200, body: { invalidStaffIdList: [] } })
  })
})

describe('a call of which nothing is required needs no body', () => {
  const bare = async (path: string, headers: Record<string, string> = {}) =>
    (await client.call(`${path}?access_token=${await client.token()}`, { method: 'POST', headers }))
      .body
  test.each(['/topapi/user/listadmin', '/topapi/role/list', '/topapi/v2/department/listsub'])(
    '%s',
    async path => {
      const usual = await client.oapi(path)
      for (const headers of [{}, { 'content-type': 'application/json' }]) {
        const answer = await bare(path, headers)
        expect(answer).toMatchObject({ errcode: 0 })
        expect(answer.result).toEqual(usual.result)
      }
    },
  )
  test('nor does a null make one', async () => {
    const path = `/topapi/user/listadmin?access_token=${await client.token()}`
    expect((await client.post(path, null)).body).toMatchObject({ errcode: 0 })
  })
  test.each(['/topapi/role/getrole', '/topapi/v2/user/get', '/role/add_role_group'])(
    '%s is told 40035',
    async path => {
      expect((await bare(path)).errcode).toBe(40035)
    },
  )
})
