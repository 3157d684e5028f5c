import { describe, expect, test } from '@jest/globals'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import { card, chatWith, delivered, inGroup, inSingle, li, refused, wang } from './chat-fakes.ts'

const create = 'POST createAndDeliver'
const update = 'PUT instances'
const silence = new DingTalkUnreachableError('/v1.0/card/instances')
const edited = { success: true, result: true }
const params = {
  title: 'Members of *Auditor*',
  markdown: '- Li Si\n- Wang Wu\n\n**Approvers** <a atId=manager4220>李四</a>',
  tips: 'page 1 of 2',
  sys_full_json_obj: JSON.stringify({
    msgButtons: [
      {
        text: 'Next',
        color: 'gray',
        id: 'next',
        request: true,
        params: { page: '2', action: 'next' },
      },
    ],
  }),
}

describe('a new card', () => {
  test('goes to the group, mentioning people, in exactly this form', async () => {
    const { chat, calls, posts } = chatWith({ [create]: [delivered] })
    expect(await chat.deliverCard(inGroup, card)).toBe('card')
    const title = 'Members of *Auditor*'
    expect(calls).toEqual([
      {
        name: create,
        body: {
          cardTemplateId: 'template.schema',
          outTrackId: 'rolekeeper-r1',
          callbackType: 'STREAM',
          userIdType: 1,
          cardData: { cardParamMap: params },
          openSpaceId: 'dtv1.card//IM_GROUP.cidGroup==',
          imGroupOpenSpaceModel: {
            supportForward: false,
            lastMessageI18n: {
              ZH_CN: title,
              ZH_TW: title,
              EN_US: title,
              JA_JP: title,
              VI_VN: title,
              TH_TH: title,
            },
            notification: { alertContent: title, notificationOff: false },
          },
          imGroupOpenDeliverModel: {
            robotCode: 'dingrobot',
            atUserIds: { manager4220: '李四' },
          },
          cardAtUserIds: ['manager4220'],
        },
      },
    ])
    expect(posts).toEqual([])
  })

  test('goes to the person of a single chat and to whom it mentions, not to the conversation', async () => {
    const { chat, calls } = chatWith({ [create]: [delivered] })
    await chat.deliverCard(inSingle, card)
    expect(calls[0]?.body).toMatchObject({
      openSpaceId: `dtv1.card//IM_ROBOT.${wang};dtv1.card//IM_ROBOT.${li}`,
      imRobotOpenSpaceModel: { supportForward: false },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingrobot' },
    })
    expect(calls[0]?.body).not.toHaveProperty('cardAtUserIds')
    expect(calls[0]?.body).not.toHaveProperty('imGroupOpenDeliverModel')
  })

  test.each([
    { success: true, result: [{ success: true }] },
    { success: true, result: { outTrackId: 'rolekeeper-r1' } },
    { success: true, result: { deliverResults: null } },
    { success: true },
    { result: { deliverResults: [{ success: 'true', errorMsg: null }] } },
    { success: true, result: { deliverResults: [{ success: false }, { success: true }] } },
  ])('is out where DingTalk says %j: nothing goes out as text', async answer => {
    const { chat, posts, names } = chatWith({ [create]: [answer] }, 'sent')
    expect(await chat.deliverCard(inGroup, card)).toBe('card')
    expect(names()).toEqual([create])
    expect(posts).toEqual([])
  })

  test('that reached one of two people is out, and the other is counted in the log', async () => {
    const deliverResults = [{ success: true }, { success: false, errorMsg: 'illegal' }]
    const { chat, warned } = chatWith({ [create]: [{ success: true, result: { deliverResults } }] })
    expect(await chat.deliverCard(inSingle, card)).toBe('card')
    const fields = { id: 'r1', failed: 1, of: 2, text: 'illegal' }
    expect(warned).toEqual([{ event: 'card.partlyDelivered', fields }])
  })

  test('that got no answer is tried once more under the same outTrackId, and may be there', async () => {
    const { chat, calls } = chatWith({ [create]: [silence, refused('param.cardAlreadyExist')] })
    expect(await chat.deliverCard(inGroup, card)).toBe('card')
    expect(calls.map(({ name, body }) => [name, body.outTrackId])).toEqual([
      [create, 'rolekeeper-r1'],
      [create, 'rolekeeper-r1'],
    ])
  })

  test('that is there from an earlier life gets the present words', async () => {
    const { chat, calls } = chatWith({
      [create]: [refused('param.cardAlreadyExist')],
      [update]: [edited],
    })
    expect(await chat.deliverCard(inGroup, card)).toBe('card')
    expect(calls[1]).toMatchObject({ name: update, body: { cardData: { cardParamMap: params } } })
  })
})

describe('a card that is out', () => {
  const out = { ...inGroup, deliveredAs: 'card' } as const

  test('is edited in place, by key and completely', async () => {
    const { chat, calls } = chatWith({ [update]: [edited] })
    const { tips, ...over } = { ...card, buttons: [] }
    expect(tips).toBeDefined()
    expect(await chat.deliverCard(out, over)).toBe('card')
    expect(calls).toEqual([
      {
        name: update,
        body: {
          outTrackId: 'rolekeeper-r1',
          userIdType: 1,
          cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
          cardData: {
            cardParamMap: { ...params, tips: '', sys_full_json_obj: '{"msgButtons":[]}' },
          },
        },
      },
    ])
  })

  test.each([{ success: 'true' }, { success: null }, {}])(
    'is edited where DingTalk says %j',
    async answer => {
      const { chat } = chatWith({ [update]: [answer] })
      expect(await chat.deliverCard(out, card)).toBe('card')
    },
  )

  test('is created where DingTalk does not know it', async () => {
    const { chat, names } = chatWith({
      [update]: [refused('param.cardNotExist')],
      [create]: [delivered],
    })
    expect(await chat.deliverCard(out, card)).toBe('card')
    expect(names()).toEqual([update, create])
  })

  test('is edited again after silence', async () => {
    const { chat, names } = chatWith({ [update]: [silence, edited] })
    expect(await chat.deliverCard(out, card)).toBe('card')
    expect(names()).toEqual([update, update])
  })

  test('that cannot be edited has its words go out once, and its edit is still pending', async () => {
    const { chat, posts, names, later } = chatWith(
      { [update]: [refused('Forbidden', 'permission'), edited] },
      'sent',
    )
    await expect(chat.deliverCard(out, card)).rejects.toThrow('could not be edited')
    await expect(chat.deliverCard(out, card)).rejects.toThrow('could not be edited')
    expect(posts).toHaveLength(1)
    later(11)
    expect(await chat.deliverCard(out, card)).toBe('card')
    expect(names()).toEqual([update, update])
    expect(posts).toHaveLength(1)
  })
})

describe('an update for one user', () => {
  test('edits for one viewer, and the next state covers it', async () => {
    const { chat, calls } = chatWith({ [update]: [edited] })
    await chat.updateForUser('r1', wang, { tips: 'not yours' })
    await chat.deliverCard({ ...inGroup, deliveredAs: 'card' }, card)
    expect(calls[0]?.body).toEqual({
      outTrackId: 'rolekeeper-r1',
      userIdType: 1,
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
      privateData: { [wang]: { cardParamMap: { tips: 'not yours' } } },
    })
    expect(calls[1]?.body).toMatchObject({ privateData: { [wang]: { cardParamMap: params } } })
  })

  test('a card works too, and a failure is swallowed', async () => {
    const { chat, calls } = chatWith({ [update]: [edited, refused('param.cardNotExist'), silence] })
    await chat.updateForUser('r1', wang, card)
    expect(calls[0]?.body.privateData).toEqual({ [wang]: { cardParamMap: params } })
    await chat.updateForUser('r1', wang, card)
    await chat.updateForUser('r1', wang, card)
  })
})
