import type { CardState, Params } from './card.ts'
import { rememberButtons } from './view.ts'

export interface CardUpdate {
  cardData?: { cardParamMap: Params } | undefined
  cardUpdateOptions?:
    | { updateCardDataByKey?: boolean | undefined; updatePrivateDataByKey?: boolean | undefined }
    | undefined
}

const merge = (old: Params | undefined, fresh: Params, byKey: boolean | undefined): Params =>
  byKey ? { ...old, ...fresh } : { ...fresh }

/** PUT: reaches all viewers; without by-key it overwrites everything (stream-and-cards.md 5.5). */
export function updateForAll(
  card: CardState,
  {
    cardData,
    privateData,
    cardUpdateOptions,
  }: CardUpdate & { privateData?: Record<string, { cardParamMap: Params }> | undefined },
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
  {
    cardData,
    userPrivateData,
    cardUpdateOptions,
  }: CardUpdate & { userPrivateData?: { cardParamMap: Params } | undefined },
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
