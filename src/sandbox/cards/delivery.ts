import { ApiNo, need } from '../v1/route.ts'
import type { CardSpace } from './card.ts'
import { delivering } from './schemas.ts'

const spaceId = /^dtv1\.card\/\/(im_group|im_robot)\.(.+)$/i

export interface Delivery {
  spaces: CardSpace[]
  mentions: string[]
  recipients: string[] | undefined
}

/** Reads openSpaceId and the deliver models (stream-and-cards.md 5.3); several spaces are joined with `;`. */
export function deliveryOf(body: Record<string, unknown>, clientId: string): Delivery {
  const joined = need(delivering.openSpaceId, body.openSpaceId, 'param.openSpaceIdEmpty')
  if (joined.length > 1000) throw new ApiNo(400, 'param.openSpaceIdInvalid')
  const spaces = joined.split(';').map((text): CardSpace => {
    const [, type, id] = spaceId.exec(text) ?? []
    if (!type || !id) throw new ApiNo(400, 'param.openSpaceIdInvalid')
    return { type: type.toUpperCase() === 'IM_GROUP' ? 'IM_GROUP' : 'IM_ROBOT', id }
  })
  const delivery: Delivery = { spaces, mentions: [], recipients: undefined }
  for (const { type } of spaces) {
    const key = type === 'IM_GROUP' ? 'imGroupOpenDeliverModel' : 'imRobotOpenDeliverModel'
    if (body[key] === undefined) throw new ApiNo(400, 'param.openDeliverModelEmpty')
    const robotCode =
      type === 'IM_GROUP'
        ? groupModel(body[key], delivery)
        : need(delivering.imRobotOpenDeliverModel, body[key], 'param.openDeliverModelError')
            .robotCode
    if (robotCode !== undefined && robotCode !== clientId)
      throw new ApiNo(400, 'param.openDeliverModelError')
  }
  return delivery
}

function groupModel(model: unknown, delivery: Delivery): string {
  const read = need(delivering.imGroupOpenDeliverModel, model, 'param.openDeliverModelError')
  delivery.mentions = Object.keys(read.atUserIds ?? {})
  delivery.recipients = read.recipients
  return read.robotCode
}
