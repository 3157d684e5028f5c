import type { Company } from '../company.ts'
import type { Faults } from '../faults.ts'
import { ApiNo, need } from '../v1/route.ts'
import type { CardState } from './card.ts'
import { newCard } from './new-card.ts'
import { creating } from './schemas.ts'

type Body = Record<string, unknown>

export const trackId = (body: Body) => {
  const id = need(creating.outTrackId, body.outTrackId, 'param.outTrackIdEmpty')
  return need(creating.outTrackIdLength, id, 'param.invalid')
}

export const knownUsers = (company: Company, userids: string[], userIdType: number) => {
  if (userIdType === 1 && userids.some(userid => !company.persons.has(userid)))
    throw new ApiNo(400, 'param.userIdNotExist')
}

/** Checks every field of create (stream-and-cards.md 5.2) and makes the card; it is not kept yet. */
export const createCreator =
  (deps: {
    cards: ReadonlyMap<string, CardState>
    company: Company
    faults: Faults
    templates: readonly string[]
    now: () => number
  }) =>
  (body: Body): CardState => {
    const { cards, company, faults, templates, now } = deps
    const outTrackId = trackId(body)
    const cardTemplateId = need(
      creating.cardTemplateId,
      body.cardTemplateId,
      'param.cardTemplateIdEmpty',
    )
    if (faults.strike('template-unknown') || !templates.includes(cardTemplateId))
      throw new ApiNo(400, 'param.templateNotExist')
    if (body.cardData === undefined) throw new ApiNo(400, 'param.cardPublicDataEmpty')
    const { cardParamMap } = need(creating.cardData, body.cardData, 'param.invalid')
    const callbackType = need(creating.callbackType, body.callbackType, 'param.invalid')
    const userIdType = need(creating.userIdType, body.userIdType, 'param.invalid')
    const hidden = need(creating.privateData, body.privateData, 'param.invalid') ?? {}
    knownUsers(company, Object.keys(hidden), userIdType)
    const models = (['imGroupOpenSpaceModel', 'imRobotOpenSpaceModel'] as const)
      .filter(key => body[key] !== undefined)
      .map(key => need(creating[key], body[key], 'param.openSpaceModelInvalid'))
    if (models.length === 0) throw new ApiNo(400, 'param.openSpaceModelInvalid')
    if (cards.has(outTrackId)) throw new ApiNo(400, 'param.cardAlreadyExist')
    return newCard(
      {
        outTrackId,
        cardTemplateId,
        callbackType,
        userIdType,
        cardParamMap,
        privateData: new Map(
          Object.entries(hidden).map(([userid, data]) => [userid, data.cardParamMap]),
        ),
        supportForward: models.some(({ supportForward }) => supportForward),
      },
      now(),
    )
  }
