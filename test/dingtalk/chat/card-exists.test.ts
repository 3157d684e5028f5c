import { describe, expect, test } from '@jest/globals'
import { card, chatWith, inGroup, inSingle, li, notDelivered, refused, wang } from './chat-fakes.ts'

const create = 'POST createAndDeliver'
const deliver = 'POST deliver'
const update = 'PUT instances'
const busy = refused('system.busy', 'busy')
const exists = refused('param.cardAlreadyExist')
/** The answer of deliver is a list (stream-and-cards.md 5.4). */
const reached = { success: true, result: [{ spaceType: 'IM_GROUP', success: true }] }
const edited = { success: true, result: true }

describe('a card that exists after DingTalk was busy', () => {
  test('is delivered to the group, in exactly this form, with the present words', async () => {
    const script = { [create]: [busy, exists], [deliver]: [reached], [update]: [edited] }
    const { chat, calls, names, posts } = chatWith(script, 'sent')
    expect(await chat.deliverCard(inGroup, card)).toBe('card')
    expect(names()).toEqual([create, create, deliver, update])
    expect(calls[2]?.body).toEqual({
      outTrackId: 'rolekeeper-r1',
      userIdType: 1,
      openSpaceId: 'dtv1.card//IM_GROUP.cidGroup==',
      imGroupOpenDeliverModel: { robotCode: 'dingrobot', atUserIds: { manager4220: '李四' } },
    })
    expect(posts).toEqual([])
  })

  test('is delivered to the people of a single chat', async () => {
    const script = { [create]: [busy, exists], [deliver]: [reached], [update]: [edited] }
    const { chat, calls } = chatWith(script)
    expect(await chat.deliverCard(inSingle, card)).toBe('card')
    expect(calls[2]?.body).toEqual({
      outTrackId: 'rolekeeper-r1',
      userIdType: 1,
      openSpaceId: `dtv1.card//IM_ROBOT.${wang};dtv1.card//IM_ROBOT.${li}`,
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: 'dingrobot' },
    })
  })

  test.each([
    ['reaches nobody', { success: true, result: notDelivered.result.deliverResults }],
    ['is refused', refused('param.openSpaceIdInvalid')],
    ['is busy, too', busy],
  ])('goes out as text where the delivery %s', async (_, answer) => {
    const script = { [create]: [busy, exists], [deliver]: [answer] }
    const { chat, names, posts } = chatWith(script, 'sent')
    expect(await chat.deliverCard(inGroup, card)).toBe('text')
    expect(names()).toEqual([create, create, deliver])
    expect(posts).toHaveLength(1)
  })
})

test('where DingTalk was busy and made no card, the next try makes it', async () => {
  const { chat, names } = chatWith({ [create]: [busy, reached] })
  expect(await chat.deliverCard(inGroup, card)).toBe('card')
  expect(names()).toEqual([create, create])
})
