import { z } from 'zod'
import type { Company } from '../company/company.ts'
import type { Faults } from '../faults.ts'
import { ApiError, need } from '../v1/route.ts'
import { type CardState, cardDataSchema, newCard, privateDataSchema } from './card.ts'
import { type Templates, templateExists } from './templates.ts'

const spaceModel = z.object({
  supportForward: z.boolean(),
  lastMessageI18n: z
    .partialRecord(z.enum(['ZH_CN', 'ZH_TW', 'EN_US', 'JA_JP', 'VI_VN', 'TH_TH']), z.string())
    .optional(),
  searchSupport: z
    .object({ searchIcon: z.string(), searchTypeName: z.string(), searchDesc: z.string().max(200) })
    .partial()
    .optional(),
  notification: z
    .object({ alertContent: z.string(), notificationOff: z.boolean() })
    .partial()
    .optional(),
})

const creating = {
  outTrackId: z.string().min(1),
  cardTemplateId: z.string().min(1),
  cardData: cardDataSchema,
  callbackType: z.enum(['STREAM', 'HTTP']).optional(),
  privateData: privateDataSchema.optional(),
  userIdType: z.union([z.literal(1), z.literal(2)]).default(1),
  outTrackIdLength: z.string().max(100),
  imGroupOpenSpaceModel: spaceModel,
  imRobotOpenSpaceModel: spaceModel,
} as const

type Body = Record<string, unknown>

export const trackId = (body: Body) => {
  const id = need(creating.outTrackId, body.outTrackId, 'param.outTrackIdEmpty')
  return need(creating.outTrackIdLength, id, 'param.invalid')
}

export const requireKnownUsers = (company: Company, userids: string[], userIdType: number) => {
  if (userIdType === 1 && userids.some(userid => !company.persons.has(userid)))
    throw new ApiError(400, 'param.userIdNotExist')
}

/** Checks every field of create (stream-and-cards.md 5.2) and makes the card; it is not kept yet. */
export const createCreator =
  (deps: {
    cards: ReadonlyMap<string, CardState>
    company: Company
    faults: Faults
    templates: Templates
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
    if (faults.strike('template-unknown') || !templateExists(cardTemplateId, templates))
      throw new ApiError(400, 'param.templateNotExist')
    if (body.cardData === undefined) throw new ApiError(400, 'param.cardPublicDataEmpty')
    const { cardParamMap } = need(creating.cardData, body.cardData, 'param.invalid')
    const callbackType = need(creating.callbackType, body.callbackType, 'param.invalid')
    const userIdType = need(creating.userIdType, body.userIdType, 'param.invalid')
    const hidden = need(creating.privateData, body.privateData, 'param.invalid') ?? {}
    requireKnownUsers(company, Object.keys(hidden), userIdType)
    const models = (['imGroupOpenSpaceModel', 'imRobotOpenSpaceModel'] as const)
      .filter(key => body[key] !== undefined)
      .map(key => need(creating[key], body[key], 'param.openSpaceModelInvalid'))
    if (models.length === 0) throw new ApiError(400, 'param.openSpaceModelInvalid')
    if (cards.has(outTrackId)) throw new ApiError(400, 'param.cardAlreadyExist')
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
