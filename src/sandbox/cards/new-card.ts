import type { CardState } from './card.ts'
import { rememberButtons } from './view.ts'

/** A card that nobody has got yet. */
export function newCard(
  card: Pick<
    CardState,
    | 'outTrackId'
    | 'cardTemplateId'
    | 'callbackType'
    | 'userIdType'
    | 'cardParamMap'
    | 'privateData'
    | 'supportForward'
  >,
  now: number,
): CardState {
  const made: CardState = {
    ...card,
    at: now,
    updatedAt: now,
    updates: 0,
    ownCopies: new Map(),
    spaces: [],
    deliveredTo: [],
    mentions: [],
    recipients: undefined,
    buttonsSeen: new Map(),
  }
  rememberButtons(made)
  return made
}
