import type { Button, Card } from '../../core/model/card.ts'
import type { CardActionAnswer } from '../../core/ports.ts'

/** cardParamMap: DingTalk's gateway refuses any value that is not a string (DingTalk: 创建卡片). */
export type CardParams = Readonly<Record<string, string>>

/**
 * Both by key: DingTalk's default overwrites everything, so that a key not sent is lost (DingTalk: 更新卡片).
 */
export const byKey = { updateCardDataByKey: true, updatePrivateDataByKey: true } as const

/** The `response` of a card callback's ack (DingTalk: 卡片回调); `{}` leaves the card as it is. */
export type CallbackResponse =
  | Readonly<Record<string, never>>
  | {
      readonly cardUpdateOptions: typeof byKey
      readonly cardData: { readonly cardParamMap: CardParams }
    }

const renderButton = ({ id, text, color, params }: Button) => ({
  text,
  color,
  id,
  request: true,
  params: { ...params, action: id },
})

/**
 * A card as the variables of the public "markdown + buttons" template. Every variable is always there,
 * because an update by key leaves what it does not name, such as the buttons of a state that is over.
 */
export function renderCard(card: Card): CardParams {
  return {
    title: card.title,
    markdown: [card.markdown, calling(card)].filter(Boolean).join('\n\n'),
    tips: card.tips ?? '',
    sys_full_json_obj: JSON.stringify({ msgButtons: card.buttons.map(renderButton) }),
  }
}

/** A userid that could end the attribute is not written into one. */
const plainId = /^[\w.@-]+$/u

/** A card calls people by `<a atId>` together with cardAtUserIds (card builder: markdown variable). */
const calling = ({ call }: Card) =>
  call &&
  `${call.label} ${Object.entries(call.names)
    .map(([userid, name]) => (plainId.test(userid) ? `<a atId=${userid}>${name}</a>` : name))
    .join(' ')}`

/** What a press is answered with inside its callback: seen by that user only (DingTalk: 卡片回调). */
export function renderCallbackResponse(answer: CardActionAnswer): CallbackResponse {
  if (answer === undefined) return {}
  return { cardUpdateOptions: byKey, cardData: { cardParamMap: renderForUser(answer) } }
}

/** A card, or a line under it, for one viewer. */
export function renderForUser(
  seen: { readonly card: Card } | { readonly tips: string },
): CardParams {
  return 'card' in seen ? renderCard(seen.card) : { tips: seen.tips }
}
