import { z } from 'zod'
import type { Api } from './api.ts'

const delivery = z.object({ success: z.boolean(), errorMsg: z.string().nullish() })

/**
 * DingTalk: 创建并投放卡片. A second time under the same outTrackId answers param.cardAlreadyExist, so it may be repeated.
 * HTTP 200 and the outer success are no proof: only deliverResults tell whether anybody sees the card.
 */
export const createAndDeliver = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/card/instances/createAndDeliver',
  metered: true,
  repeat: 'idempotent-write',
  answer: z.object({
    result: z.object({ deliverResults: z.array(delivery).catch([]) }).catch({ deliverResults: [] }),
  }),
} as const satisfies Api

/** DingTalk: 更新卡片. */
export const updateCard = {
  family: 'v1',
  method: 'PUT',
  path: '/v1.0/card/instances',
  metered: true,
  repeat: 'idempotent-write',
  answer: z.object({ success: z.boolean().optional() }),
} as const satisfies Api
