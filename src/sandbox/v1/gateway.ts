import { z } from 'zod'
import type { Faults } from '../faults.ts'
import type { Tickets } from '../stream/tickets.ts'
import { ApiError, type ApiRoutes, need } from './route.ts'

export const gatewayPath = '/v1.0/gateway/connections/open'

const opening = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  subscriptions: z
    .array(z.object({ type: z.enum(['EVENT', 'CALLBACK', 'SYSTEM']), topic: z.string() }))
    .min(1)
    .refine(list => list.every(({ type, topic }) => type !== 'EVENT' || topic === '*')),
  ua: z.string().optional(),
  localIp: z.string().optional(),
})

/** connections/open: a ticket for one connection (stream-and-cards.md 1). */
export const gatewayCall = (deps: {
  tickets: Tickets
  faults: Faults
  clientId: string
  clientSecret: string
  endpoint: string
}): ApiRoutes => ({
  [`POST ${gatewayPath}`]: {
    method: 'POST',
    run(body) {
      const { tickets, faults, clientId, clientSecret, endpoint } = deps
      if (faults.strike('gateway-503'))
        throw new ApiError(503, 'ServiceUnavailable', 'Service Unavailable')
      const given = need(opening, body, 'param.invalid')
      if (
        faults.strike('gateway-401') ||
        given.clientId !== clientId ||
        given.clientSecret !== clientSecret
      )
        throw new ApiError(401, 'authFailed', '鉴权失败')
      return { endpoint, ticket: tickets.issue(given.subscriptions) }
    },
  },
})
