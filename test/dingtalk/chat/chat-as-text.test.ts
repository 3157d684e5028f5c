import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import { unidentified } from '../../../src/core/model/stored-names.ts'
import {
  card,
  chatWith,
  delivered,
  inGroup,
  inSingle,
  li,
  notDelivered,
  refused,
  wang,
} from './chat-fakes.ts'

const create = 'POST createAndDeliver'
const update = 'PUT instances'
const toGroup = 'POST send'
const toPerson = 'POST batchSend'
const sent = { processQueryKey: 'k' }
const silence = new DingTalkUnreachableError('/v1.0/card/instances')

const text =
  '#### Members of \\*Auditor\\*\n\n- Li Si\n- Wang Wu\n\n**Approvers** 李四\n\npage 1 of 2\n\n/role members 7 --page 2'

test.each([
  ['permission', refused('Forbidden.AccessDenied.AccessTokenPermissionDenied', 'permission')],
  ['quota', refused('Forbidden.AccessDenied.ApiCountLimitForOrg', 'quota')],
  ['template', refused('param.templateNotExist')],
  ['content', refused('param.contentUnsafe')],
  ['silence', silence],
  ['delivery', notDelivered],
  ['delivery, as a list', { success: true, result: notDelivered.result.deliverResults }],
  ['delivery, as text', { success: 'true', result: [{ success: 'false' }] }],
  ['the outer success', { success: false, result: {} }],
])('a card that cannot be sent (%s) goes out through the webhook', async (_why, answer) => {
  const { chat, posts, names } = chatWith({ [create]: [answer] }, 'sent')
  expect(await chat.deliverCard(inGroup, card)).toBe('text')
  expect(posts).toEqual([
    {
      conversationId: 'cidGroup==',
      body: {
        msgtype: 'markdown',
        markdown: { title: 'Members of *Auditor*', text: `${text}\n\n@manager4220` },
        at: { atUserIds: [li], isAtAll: false },
      },
    },
  ])
  expect(names().filter(name => name !== create)).toEqual([])
})

describe('without a webhook', () => {
  test('the robot writes to the group, msgParam being JSON text', async () => {
    const { chat, calls } = chatWith({ [create]: [refused('x', 'permission')], [toGroup]: [sent] })
    expect(await chat.deliverCard(inGroup, card)).toBe('text')
    expect(calls[1]).toEqual({
      name: toGroup,
      body: {
        robotCode: 'dingrobot',
        openConversationId: 'cidGroup==',
        msgKey: 'sampleMarkdown',
        msgParam: JSON.stringify({ title: 'Members of *Auditor*', text }),
      },
    })
  })

  test('the robot writes to the person of a single chat, and to whom the card mentions', async () => {
    const { chat, calls } = chatWith({ [create]: [notDelivered], [toPerson]: [sent] })
    expect(await chat.deliverCard(inSingle, card)).toBe('text')
    expect(calls[1]?.body).toMatchObject({ userIds: [wang, li], msgKey: 'sampleMarkdown' })
    expect(calls[1]?.body).not.toHaveProperty('openConversationId')
  })

  test.each([
    ['invalidStaffIdList', { invalidStaffIdList: [wang, li] }],
    ['flowControlledStaffIdList', { flowControlledStaffIdList: [wang, li] }],
    ['flowControlledStaffIdList', { invalidStaffIdList: [wang], flowControlledStaffIdList: [li] }],
  ])('nobody was reached: %s', async (code, answer) => {
    const { chat } = chatWith({ [create]: [notDelivered], [toPerson]: [answer] })
    await expect(chat.deliverCard(inSingle, card)).rejects.toMatchObject({ code })
  })

  test.each([
    ['invalid', { invalidStaffIdList: [li] }, { invalid: 1, limited: 0 }],
    ['limited', { flowControlledStaffIdList: [wang] }, { invalid: 0, limited: 1 }],
  ])('where one of two was %s, the other gets no second copy', async (_, answer, counts) => {
    const { chat, warned } = chatWith({ [create]: [notDelivered], [toPerson]: [answer] })
    expect(await chat.deliverCard(inSingle, card)).toBe('text')
    const fields = { id: 'r1', of: 2, ...counts }
    expect(warned).toContainEqual({ event: 'message.partlySent', fields })
  })

  test('who was answered through the webhook gets no second copy for an unknown approver', async () => {
    const script = { [create]: [notDelivered], [toPerson]: [{ invalidStaffIdList: [li] }] }
    const { chat, posts, calls } = chatWith(script, 'sent')
    expect(await chat.deliverCard(inSingle, card)).toBe('text')
    expect(posts).toHaveLength(1)
    expect(calls.at(-1)?.body).toMatchObject({ userIds: [li] })
  })

  test('it throws where neither way is open', async () => {
    const { chat } = chatWith({ [create]: [silence], [toGroup]: [silence] })
    await expect(chat.deliverCard(inGroup, card)).rejects.toThrow(DingTalkUnreachableError)
  })

  test.each(['长'.repeat(9_000), '"\n'.repeat(9_000), '😀'.repeat(6_000)])(
    'msgParam stays within 15,000 bytes, and what to type stays in it',
    async markdown => {
      const { chat, calls } = chatWith({ [create]: [silence], [toGroup]: [sent] })
      await chat.deliverCard(inGroup, { ...card, markdown })
      const msgParam = String(calls.at(-1)?.body.msgParam)
      expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(15_000)
      expect(Buffer.byteLength(msgParam)).toBeGreaterThan(14_900)
      expect(JSON.parse(msgParam).text).toMatch(/…\n\npage 1 of 2\n\n\/role members 7 --page 2$/)
      expect(msgParam).not.toContain('\\ud83d')
    },
  )
})

describe('who is nobody of ours', () => {
  const stranger = { ...inSingle, requester: unidentified } as const

  test('is answered through the webhook only', async () => {
    const { chat, posts, calls } = chatWith({}, 'sent')
    expect(await chat.deliverCard(stranger, card)).toBe('text')
    expect(posts).toHaveLength(1)
    expect(calls).toEqual([])
  })

  test('is not answered without one, and never called at the wire', async () => {
    const { chat, calls } = chatWith({})
    await expect(chat.deliverCard(stranger, card)).rejects.toThrow('no webhook')
    await expect(chat.deliverCard({ ...inGroup, requester: unidentified }, card)).rejects.toThrow(
      'no webhook',
    )
    await chat.updateForUser('r1', unidentified, { tips: 'x' })
    expect(calls).toEqual([])
  })

  test('is not mentioned', async () => {
    const { chat, posts } = chatWith({}, 'sent')
    await chat.deliverCard(
      { ...inGroup, requester: unidentified },
      { ...card, mentions: [unidentified] },
    )
    expect(posts[0]?.body).not.toHaveProperty('at')
    expect(posts[0]?.body.markdown.text).not.toContain('@')
  })
})

describe('what was learnt', () => {
  test.each([
    ['permission', 10, refused('Forbidden', 'permission')],
    ['template', 10, refused('param.templateUnpublished')],
    ['quota', 60, refused('quota', 'quota')],
  ] as const)('%s stops cards for %i minutes', async (_why, minutes, error) => {
    const { chat, names, later, posts } = chatWith({ [create]: [error, delivered] }, 'sent')
    await chat.deliverCard(inGroup, card)
    later(minutes - 1)
    expect(await chat.deliverCard({ ...inGroup, id: 'r2' }, card)).toBe('text')
    await chat.updateForUser('r1', wang, { tips: 'x' })
    expect(names()).toEqual([create])
    expect(posts).toHaveLength(2)
    later(1)
    expect(await chat.deliverCard({ ...inGroup, id: 'r3' }, card)).toBe('card')
  })

  test('unsafe words stop one card, not all', async () => {
    const { chat, names } = chatWith(
      { [create]: [refused('param.contentUnsafe'), delivered] },
      'sent',
    )
    await chat.deliverCard(inGroup, card)
    await chat.deliverCard({ ...inGroup, id: 'r2' }, card)
    expect(names()).toEqual([create, create])
  })

  test('a card that reached nobody is not taken for shown at the second try', async () => {
    const { chat, names } = chatWith({
      [create]: [notDelivered, refused('param.cardAlreadyExist')],
      [update]: [{ success: true }],
      [toGroup]: [silence, sent],
    })
    await expect(chat.deliverCard(inGroup, card)).rejects.toThrow(DingTalkUnreachableError)
    expect(await chat.deliverCard(inGroup, card)).toBe('text')
    expect(names()).toEqual([create, toGroup, toGroup])
  })

  test('a request that is out as text goes on as text', async () => {
    const { chat, names, posts } = chatWith({}, 'sent')
    expect(await chat.deliverCard({ ...inGroup, deliveredAs: 'text' }, card)).toBe('text')
    expect(names()).toEqual([])
    expect(posts).toHaveLength(1)
  })
})

test('say writes a message, mentioning people, without a card', async () => {
  const other = userId.parse('EMP123')
  const { chat, posts, calls } = chatWith({}, 'sent')
  await chat.say(
    inGroup.conversation,
    { title: 'Ended', markdown: 'It **ended**.', mentions: [li, other] },
    wang,
  )
  expect(posts[0]?.body.markdown.text).toBe('#### Ended\n\nIt **ended**.\n\n@manager4220 @EMP123')
  expect(calls).toEqual([])
})
