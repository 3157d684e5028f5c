import { z } from 'zod'
import { type CardState, cardDataSchema, privateDataSchema, rememberButtons } from './card.ts'
import type { Params } from './templates.ts'

const options = z
  .object({
    updateCardDataByKey: z.boolean().optional(),
    updatePrivateDataByKey: z.boolean().optional(),
  })
  .optional()

export const updating = z.object({
  cardData: cardDataSchema.optional(),
  privateData: privateDataSchema.optional(),
  cardUpdateOptions: options,
})

/** Data without any parameters, as what had null for them, is as if it were not there. */
const answeredData = z
  .union([cardDataSchema, z.strictObject({}).transform(() => undefined)])
  .optional()

/** The inner object of a card callback's ack, without its nulls. */
export const callbackAnswer = z.object({
  response: z
    .object({
      cardData: answeredData,
      userPrivateData: answeredData,
      cardUpdateOptions: options,
    })
    .default({}),
})

const merge = (old: Params | undefined, fresh: Params, byKey: boolean | undefined): Params =>
  byKey ? { ...old, ...fresh } : { ...fresh }

/** PUT: reaches all viewers; without by-key it overwrites everything (stream-and-cards.md 5.5). */
export function updateForAll(
  card: CardState,
  { cardData, privateData, cardUpdateOptions }: z.output<typeof updating>,
) {
  if (cardData) {
    const byKey = cardUpdateOptions?.updateCardDataByKey
    card.cardParamMap = merge(card.cardParamMap, cardData.cardParamMap, byKey)
    for (const [userid, copy] of card.ownCopies) {
      if (byKey) card.ownCopies.set(userid, { ...copy, ...cardData.cardParamMap })
      else card.ownCopies.delete(userid)
    }
  }
  for (const [userid, { cardParamMap }] of Object.entries(privateData ?? {}))
    card.privateData.set(
      userid,
      merge(card.privateData.get(userid), cardParamMap, cardUpdateOptions?.updatePrivateDataByKey),
    )
  rememberButtons(card)
}

/** A callback's answer: its cardData is shown to the presser only (stream-and-cards.md 5.8). */
export function updateForPresser(
  card: CardState,
  userid: string,
  { cardData, userPrivateData, cardUpdateOptions }: z.output<typeof callbackAnswer>['response'],
) {
  if (cardData)
    card.ownCopies.set(
      userid,
      merge(
        card.ownCopies.get(userid) ?? card.cardParamMap,
        cardData.cardParamMap,
        cardUpdateOptions?.updateCardDataByKey,
      ),
    )
  if (userPrivateData)
    card.privateData.set(
      userid,
      merge(
        card.privateData.get(userid),
        userPrivateData.cardParamMap,
        cardUpdateOptions?.updatePrivateDataByKey,
      ),
    )
  rememberButtons(card)
}
