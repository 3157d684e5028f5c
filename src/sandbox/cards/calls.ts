import { z } from 'zod'
import type { Company } from '../company/company.ts'
import type { Faults } from '../faults.ts'
import { ApiError, type ApiRoute, type ApiRoutes, missingScopes, need } from '../v1/route.ts'
import type { CardState } from './card.ts'
import { createCreator, requireKnownUsers, trackId } from './creator.ts'
import { type Deliverer, deliveryOf } from './deliverer.ts'
import type { Templates } from './templates.ts'
import { updateForAll, updating } from './update.ts'

const scope = 'Card.Instance.Write'
const object = z.record(z.string(), z.unknown())

/** card/instances: create, deliver, createAndDeliver, and PUT (stream-and-cards.md 5.2 to 5.7). */
export function cardCalls(deps: {
  cards: Map<string, CardState>
  company: Company
  faults: Faults
  deliver: Deliverer
  clientId: string
  templates: Templates
  now: () => number
  changed: () => void
}): ApiRoutes {
  const { cards, company, faults, deliver, clientId, templates, now, changed } = deps

  const create = createCreator({ cards, company, faults, templates, now })
  const existing = (body: Record<string, unknown>) => {
    const card = cards.get(trackId(body))
    if (!card) throw new ApiError(400, 'param.cardNotExist')
    return card
  }
  const keep = (card: CardState) => {
    cards.set(card.outTrackId, card)
    changed()
    return card
  }
  /** The space that a card goes to needs the model of that space. */
  const modelsFor = (body: Record<string, unknown>) => {
    const delivery = deliveryOf(body, clientId)
    for (const { type } of delivery.spaces)
      if (
        body[type === 'IM_GROUP' ? 'imGroupOpenSpaceModel' : 'imRobotOpenSpaceModel'] === undefined
      )
        throw new ApiError(400, 'param.openSpaceModelInvalid')
    return delivery
  }

  const route = (
    method: ApiRoute['method'],
    run: (body: Record<string, unknown>) => unknown,
  ): ApiRoute => ({
    method,
    scope,
    metered: 'calls',
    run(body) {
      if (faults.strike('card-permission-missing')) throw missingScopes([scope])
      return { success: true, result: run(need(object, body, 'param.empty')) }
    },
  })

  return {
    'POST /v1.0/card/instances': route('POST', body => keep(create(body)).outTrackId),
    'POST /v1.0/card/instances/deliver': route('POST', body =>
      deliver(existing(body), deliveryOf(body, clientId)),
    ),
    'POST /v1.0/card/instances/createAndDeliver': route('POST', body => {
      const delivery = modelsFor(body)
      const card = keep(create(body))
      return { outTrackId: card.outTrackId, deliverResults: deliver(card, delivery) }
    }),
    'PUT /v1.0/card/instances': route('PUT', body => {
      const card = existing(body)
      if (body.cardData === undefined && body.privateData === undefined)
        throw new ApiError(400, 'param.cardDataAndPrivateDataBothEmpty')
      const update = need(updating, body, 'param.invalid')
      requireKnownUsers(company, Object.keys(update.privateData ?? {}), card.userIdType)
      updateForAll(card, update)
      card.updates += 1
      card.updatedAt = now()
      changed()
      return true
    }),
  }
}
