import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Conversation, Conversations } from '../chat/conversations.ts'
import type { Company } from '../company/company.ts'
import type { Faults } from '../faults.ts'
import { ApiError, need } from '../v1/route.ts'
import type { CardSpace, CardState } from './card.ts'

const delivering = {
  openSpaceId: z.string().min(1),
  imGroupOpenDeliverModel: z.object({
    robotCode: z.string().min(1),
    atUserIds: z.record(z.string(), z.string()).optional(),
    recipients: z.array(z.string()).optional(),
    extension: z.record(z.string(), z.string()).optional(),
  }),
  imRobotOpenDeliverModel: z.object({
    spaceType: z.literal('IM_ROBOT'),
    robotCode: z.string().min(1).optional(),
    extension: z.record(z.string(), z.string()).optional(),
  }),
} as const

const mostSpaceIdChars = 1000
const spaceId = /^dtv1\.card\/\/(im_group|im_robot)\.(.+)$/i

export interface Delivery {
  spaces: CardSpace[]
  mentions: string[]
  recipients: string[] | undefined
}

/** Reads openSpaceId and the deliver models (stream-and-cards.md 5.3); several spaces are joined with `;`. */
export function deliveryOf(body: Record<string, unknown>, clientId: string): Delivery {
  const joined = need(delivering.openSpaceId, body.openSpaceId, 'param.openSpaceIdEmpty')
  if (joined.length > mostSpaceIdChars) throw new ApiError(400, 'param.openSpaceIdInvalid')
  const spaces = joined.split(';').map((text): CardSpace => {
    const [, type, id] = spaceId.exec(text) ?? []
    if (!type || !id) throw new ApiError(400, 'param.openSpaceIdInvalid')
    return { type: type.toUpperCase() === 'IM_GROUP' ? 'IM_GROUP' : 'IM_ROBOT', id }
  })
  const delivery: Delivery = { spaces, mentions: [], recipients: undefined }
  for (const { type } of spaces) {
    const key = type === 'IM_GROUP' ? 'imGroupOpenDeliverModel' : 'imRobotOpenDeliverModel'
    if (body[key] === undefined) throw new ApiError(400, 'param.openDeliverModelEmpty')
    const robotCode =
      type === 'IM_GROUP'
        ? groupModel(body[key], delivery)
        : need(delivering.imRobotOpenDeliverModel, body[key], 'param.openDeliverModelError')
            .robotCode
    if (robotCode !== undefined && robotCode !== clientId)
      throw new ApiError(400, 'param.openDeliverModelError')
  }
  return delivery
}

function groupModel(model: unknown, delivery: Delivery): string {
  const read = need(delivering.imGroupOpenDeliverModel, model, 'param.openDeliverModelError')
  delivery.mentions = Object.keys(read.atUserIds ?? {})
  delivery.recipients = read.recipients
  return read.robotCode
}

/** Puts a card into its spaces. A space that is none fails inside an HTTP 200 (stream-and-cards.md 5.4). */
export function createDeliverer(deps: {
  company: Company
  conversations: Conversations
  faults: Faults
  now: () => number
}) {
  const { company, conversations, faults, now } = deps
  const conversationOf = ({ type, id }: CardSpace): Conversation | undefined => {
    if (type === 'IM_ROBOT') return company.persons.has(id) ? conversations.single(id) : undefined
    const found = conversations.get(id)
    return found?.kind === 'group' ? found : undefined
  }

  return (card: CardState, { spaces, mentions, recipients }: Delivery) => {
    card.spaces = spaces
    card.mentions = mentions
    card.recipients = recipients
    return spaces.map(space => {
      const fails = faults.strike('card-delivery-fails')
      const conversation = fails ? undefined : conversationOf(space)
      const said = { spaceType: space.type, spaceId: space.id }
      if (!conversation)
        return {
          ...said,
          success: false,
          carrierId: null,
          errorMsg: fails ? 'system error' : 'spaceId is illegal',
        }
      card.deliveredTo.push(space.id)
      const { outTrackId } = card
      conversations.show(conversation, {
        kind: 'card',
        at: now(),
        outTrackId,
        mentions,
        recipients,
      })
      return { ...said, success: true, carrierId: randomBytes(18).toString('base64'), errorMsg: '' }
    })
  }
}

export type Deliverer = ReturnType<typeof createDeliverer>
