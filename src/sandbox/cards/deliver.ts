import { randomBytes } from 'node:crypto'
import type { Company } from '../company.ts'
import type { Conversation } from '../conversation.ts'
import type { Conversations } from '../conversations.ts'
import type { Faults } from '../faults.ts'
import type { CardSpace, CardState } from './card.ts'
import type { Delivery } from './delivery.ts'

/** Puts a card into its spaces. A space that is none fails inside an HTTP 200 (stream-and-cards.md 5.4). */
export function createDeliverer(deps: {
  company: Company
  conversations: Conversations
  faults: Faults
  now: () => number
}) {
  const { company, conversations, faults, now } = deps
  const conversationOf = ({ type, id }: CardSpace): Conversation | undefined => {
    if (type === 'IM_ROBOT') return company.persons.has(id) ? conversations.single(id) : undefined
    const found = conversations.get(id)
    return found?.kind === 'group' ? found : undefined
  }

  return (card: CardState, { spaces, mentions, recipients }: Delivery) => {
    card.spaces = spaces
    card.mentions = mentions
    card.recipients = recipients
    return spaces.map(space => {
      const fails = faults.strike('card-delivery-fails')
      const conversation = fails ? undefined : conversationOf(space)
      const said = { spaceType: space.type, spaceId: space.id }
      if (!conversation)
        return {
          ...said,
          success: false,
          carrierId: null,
          errorMsg: fails ? 'system error' : 'spaceId is illegal',
        }
      card.deliveredTo.push(space.id)
      const { outTrackId } = card
      conversations.show(conversation, {
        kind: 'card',
        at: now(),
        outTrackId,
        mentions,
        recipients,
      })
      return { ...said, success: true, carrierId: randomBytes(18).toString('base64'), errorMsg: '' }
    })
  }
}

export type Deliverer = ReturnType<typeof createDeliverer>
