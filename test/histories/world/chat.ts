import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import type { Card } from '../../../src/core/model/card.ts'
import type { Chat, Clock } from '../../../src/core/ports.ts'
import type { Life } from './life.ts'
import type { Trouble } from './mischief.ts'

/** What people see: of each request the card as it is now, in the order in which edits arrived. */
export function createChat(trouble: Trouble, clock: Clock) {
  const cards = new Map<string, Card>()
  const chatOf = (life: Life): Chat => ({
    async deliverCard({ id }, card) {
      const mischief = trouble.next('chat')
      if (mischief === 'chat: not shown') throw new DingTalkUnreachableError('the chat')
      if (mischief === 'chat: slow') await clock.sleep(9_000)
      // What was still on its way dies with its sender.
      if (life.dead()) throw new DingTalkUnreachableError('the chat')
      // As text nothing can be edited, and nothing pressed.
      if (mischief === 'chat: as text' && !cards.has(id)) return 'text'
      cards.set(id, card)
      if (mischief === 'chat: shown, but nobody says so')
        throw new DingTalkUnreachableError('the chat')
      return 'card'
    },
    async say() {},
    async updateForUser() {},
  })
  return { chatOf, cards: cards satisfies ReadonlyMap<string, Card> }
}
