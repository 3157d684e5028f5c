import { z } from 'zod'
import type { Endpoint } from '../openapi/endpoint.ts'
import { wireFlag, wireList } from '../openapi/wire.ts'

const flag = wireFlag.catch(undefined)
const delivery = z.object({ success: flag, errorMsg: z.string().nullish().catch(undefined) })

/** One entry a space: under deliverResults where the card is created too, else as the result itself (stream-and-cards.md 5.4). */
const delivered = z.object({
  success: flag,
  result: z
    .union([
      z.array(delivery),
      z.object({ deliverResults: wireList(delivery) }).transform(result => result.deliverResults),
    ])
    .catch([]),
})

export type Delivered = z.output<typeof delivered>

/**
 * Whom the card did not reach. A failure is documented as an entry that says so, inside an outer success. Without entries the
 * yes is believed: the words would go out twice, beside a card with live buttons.
 */
export function undeliveredOf({ success, result }: Delivered) {
  const failed = result.filter(entry => entry.success === false)
  return {
    everybody: success === false || (result.length > 0 && failed.length === result.length),
    failed: failed.length,
    of: result.length,
    message: failed[0]?.errorMsg ?? '',
  }
}

/**
 * DingTalk: 创建并投放卡片. A second time under the same outTrackId answers param.cardAlreadyExist, so it may be repeated; but
 * not unseen: after "busy" that answer leaves open whether the card was delivered.
 * HTTP 200 and the outer success are no proof: an entry may say that nobody sees the card.
 */
export const createAndDeliver = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/card/instances/createAndDeliver',
  metered: true,
  repeat: 'write',
  answer: delivered,
} as const satisfies Endpoint

export const createAndDeliverAgain = {
  ...createAndDeliver,
  repeat: 'idempotent-write',
} as const satisfies Endpoint

/** DingTalk: 投放卡片. Whether a second delivery into the same space shows the card twice is not documented. */
export const deliverCard = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/card/instances/deliver',
  metered: true,
  repeat: 'write',
  answer: delivered,
} as const satisfies Endpoint

/** DingTalk: 更新卡片. */
export const updateCard = {
  family: 'v1',
  method: 'PUT',
  path: '/v1.0/card/instances',
  metered: true,
  repeat: 'idempotent-write',
  answer: z.object({ success: flag }),
} as const satisfies Endpoint
