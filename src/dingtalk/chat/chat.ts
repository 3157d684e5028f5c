import { LRUCache } from 'lru-cache'
import type { UserId } from '../../core/directory.ts'
import type { I18n } from '../../core/i18n.ts'
import type { Card } from '../../core/model/card.ts'
import { unidentified } from '../../core/model/stored-names.ts'
import type { Chat, Clock, Log } from '../../core/ports.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { refusedWith } from '../openapi/response.ts'
import { createCardBreaker } from './card-breaker.ts'
import { renderForUser } from './card-template.ts'
import { createCards } from './cards.ts'
import { createMessages } from './messages.ts'
import type { SessionWebhooks } from './session-webhooks.ts'

type Shown = Parameters<Chat['deliverCard']>[0]

/** How many cards are remembered as undelivered or updated for a user; a forgotten one costs a second look, no wrong answer. */
const maxCards = 5_000
/** DingTalk edits the private data of 50 people at once. */
const maxViewers = 50

/**
 * Core's Chat on DingTalk: one interactive card a request, edited in place, and the same words as a message where no card
 * can be sent. `robotCode` is the app's Client ID, `templateId` a template with the variables of "markdown + buttons".
 */
export function createChat({
  openapi,
  robotCode,
  templateId,
  webhooks,
  i18n,
  clock,
  log,
}: {
  openapi: OpenApi
  robotCode: string
  templateId: string
  webhooks: Pick<SessionWebhooks, 'post'>
  i18n: Pick<I18n, 'escape'>
  clock: Pick<Clock, 'now'>
  log: Log
}): Chat {
  const cards = createCards({ openapi, robotCode, templateId, log })
  const messages = createMessages({ openapi, robotCode, webhooks, i18n, log })
  const breaker = createCardBreaker(clock)
  const undelivered = new LRUCache<string, true>({ max: maxCards })
  const sentAsText = new LRUCache<string, true>({ max: maxCards })
  const viewersOf = new LRUCache<string, readonly UserId[]>({ max: maxCards })

  async function showCard(request: Shown, card: Card): Promise<void> {
    if (request.deliveredAs === undefined) return cards.create(request, card)
    try {
      await cards.update(request.id, card, viewersOf.get(request.id))
    } catch (error) {
      if (!refusedWith(error, 'param.cardNotExist')) throw error
      await cards.create(request, card)
    }
  }

  async function cardShown(request: Shown, card: Card): Promise<boolean> {
    if (request.deliveredAs === 'text' || request.requester === unidentified) return false
    if (breaker.isOpen() || undelivered.has(request.id)) return false
    try {
      await showCard(request, card)
      return true
    } catch (error) {
      breaker.record(error)
      // It exists now, so that another try would be told "already exists", and nobody would see anything.
      if (refusedWith(error, 'notDelivered')) undelivered.set(request.id, true)
      log.warn('card.notShown', { id: request.id, error })
      return false
    }
  }

  /** A message in a group is seen by everybody: what is for one person alone comes to their own chat with the robot. */
  const addressOf = (request: Shown, { onlyFor }: Card): Shown =>
    onlyFor === undefined || request.conversation.kind === 'single'
      ? request
      : { ...request, conversation: { id: `single ${onlyFor}`, kind: 'single' } }

  return {
    async deliverCard(request, card) {
      if (await cardShown(request, card)) return 'card'
      const isOut = request.deliveredAs === 'card' && !undelivered.has(request.id)
      const state = `${request.id} ${card.title}`
      if (!sentAsText.has(state)) await messages.send(addressOf(request, card), card)
      if (!isOut) return 'text'
      // The card still has the buttons of a state that is over: its words went out once, its edit is still pending.
      sentAsText.set(state, true)
      throw new Error('the card could not be edited')
    },

    say: (conversation, card, requester) =>
      messages.send({ conversation, requester }, { ...card, textInstead: [] }),

    async updateForUser(requestId, to, seen) {
      if (to === unidentified || breaker.isOpen()) return
      const others = (viewersOf.get(requestId) ?? []).filter(viewer => viewer !== to)
      viewersOf.set(requestId, [...others, to].slice(-maxViewers))
      try {
        await cards.updateFor(
          requestId,
          to,
          renderForUser('buttons' in seen ? { card: seen } : seen),
        )
      } catch (error) {
        breaker.record(error)
        log.warn('card.notWhispered', { id: requestId, error })
      }
    },
  }
}
