import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createCardCalls } from './card-calls.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
let cards: ReturnType<typeof createCardCalls>
beforeEach(async () => {
  ;({ sandbox, client } = await start({ qps: 1000, pressLimitMs: 300 }))
  cards = createCardCalls(client)
})

describe('createAndDeliver', () => {
  test('shows the card in the group', async () => {
    expect(await cards.create()).toMatchObject({
      status: 200,
      body: {
        success: true,
        result: {
          outTrackId: 'card-1',
          deliverResults: [{ spaceType: 'IM_GROUP', success: true, errorMsg: '' }],
        },
      },
    })
    expect(sandbox.conversation()).toMatchObject([
      { kind: 'card', outTrackId: 'card-1', mentions: ['boss002'] },
    ])
    expect(sandbox.view('card-1', 'EMP123')).toMatchObject({
      title: 'Change 42',
      tips: 'soon',
      buttons: [{ id: 'approve' }],
    })
  })
  test.each([
    ['param.outTrackIdEmpty', { outTrackId: '' }],
    ['param.invalid', { outTrackId: 'x'.repeat(101) }],
    ['param.cardTemplateIdEmpty', { cardTemplateId: undefined }],
    ['param.templateNotExist', { cardTemplateId: 'x.schema' }],
    ['param.cardPublicDataEmpty', { cardData: undefined }],
    ['param.invalid', { cardData: { cardParamMap: { title: 1 } } }],
    ['param.invalid', { callbackType: 'stream' }],
    ['param.openSpaceIdEmpty', { openSpaceId: undefined }],
    ['param.openSpaceIdInvalid', { openSpaceId: 'IM_GROUP.cid' }],
    ['param.openSpaceModelInvalid', { imGroupOpenSpaceModel: {} }],
    ['param.openSpaceModelInvalid', { imGroupOpenSpaceModel: undefined }],
    ['param.openDeliverModelEmpty', { imGroupOpenDeliverModel: undefined }],
    ['param.openDeliverModelError', { imGroupOpenDeliverModel: { robotCode: 'x' } }],
    ['param.userIdNotExist', { privateData: { nobody: { cardParamMap: {} } } }],
  ])('%s for %j, and nothing is kept', async (code, wrong) => {
    expect(await cards.create(wrong)).toMatchObject({ status: 400, body: { code } })
    expect([...sandbox.cards, ...sandbox.conversation()]).toEqual([])
  })
  test('an outTrackId is used once', async () => {
    await cards.create()
    expect(await cards.create()).toMatchObject({
      status: 400,
      body: { code: 'param.cardAlreadyExist' },
    })
    expect(sandbox.conversation()).toHaveLength(1)
  })
  test('into a single chat; a conversation id there fails inside an HTTP 200', async () => {
    const found = await cards.create({ ...cards.single('EMP123'), outTrackId: 'card-2' })
    expect(found.body).toMatchObject({
      result: { deliverResults: [{ spaceType: 'IM_ROBOT', spaceId: 'EMP123', success: true }] },
    })
    expect(sandbox.conversation('EMP123')).toHaveLength(1)
    const lost = await cards.create(cards.single('cidAbc=='))
    expect(lost).toMatchObject({
      status: 200,
      body: {
        success: true,
        result: {
          deliverResults: [{ success: false, carrierId: null, errorMsg: 'spaceId is illegal' }],
        },
      },
    })
    // The card exists all the same, and can be delivered.
    const again = {
      outTrackId: 'card-1',
      openSpaceId: cards.group,
      imGroupOpenDeliverModel: { robotCode: client.clientId },
    }
    expect((await client.api(`${cards.path}/deliver`, again)).body).toMatchObject({
      success: true,
      result: [{ success: true }],
    })
  })
})

describe('update', () => {
  test('by key keeps what is not named, otherwise everything is overwritten', async () => {
    await cards.create()
    const tips = { cardParamMap: { tips: 'done' } }
    expect(
      (await cards.update({ cardData: tips, cardUpdateOptions: { updateCardDataByKey: true } }))
        .body,
    ).toEqual({ success: true, result: true })
    expect(sandbox.view('card-1')).toMatchObject({ title: 'Change 42', tips: 'done' })
    await cards.update({ cardData: tips })
    expect(sandbox.view('card-1')).toEqual({ title: '', markdown: '', tips: 'done', buttons: [] })
    expect(sandbox.cards.get('card-1')?.updates).toBe(2)
  })
  test('private data is seen by its owner', async () => {
    await cards.create()
    await cards.update({
      privateData: { EMP123: { cardParamMap: { tips: 'yours' } } },
      cardUpdateOptions: { updatePrivateDataByKey: true },
    })
    expect(sandbox.view('card-1', 'EMP123').tips).toBe('yours')
    expect(sandbox.view('card-1', 'boss001').tips).toBe('soon')
  })
  test('refusals', async () => {
    expect((await cards.update({ cardData: { cardParamMap: {} } })).body.code).toBe(
      'param.cardNotExist',
    )
    await cards.create()
    expect((await cards.update({})).body.code).toBe('param.cardDataAndPrivateDataBothEmpty')
    expect((await cards.update({ cardData: { cardParamMap: { page: 2 } } })).body.code).toBe(
      'param.invalid',
    )
  })
})
