import type { CardState } from '../cards/card.ts'
import type { Conversation, Conversations } from '../chat/conversations.ts'
import type { Company } from '../company/company.ts'
import type { Wire } from '../wire.ts'
import { acknowledged } from './acknowledged.ts'
import { createItemView } from './item-view.ts'
import { personView } from './person-view.ts'

/** A conversation as one person's phone shows it; markdown is HTML already, with everything typed escaped. */
export function chatView(deps: {
  company: Company
  conversations: Conversations
  cards: Map<string, CardState>
  wire: Wire
  robotName: string
  viewer: string
  wanted: string | undefined
}) {
  const { company, conversations, cards, wire, robotName, viewer, wanted } = deps
  const single = conversations.single(viewer)
  const open = conversations.all().filter(({ kind }) => kind === 'group')
  const mine = single ? [...open, single] : open
  const chosen: Conversation =
    mine.find(({ id, kind }) => id === wanted || kind === wanted) ?? conversations.main
  const view = createItemView({
    company,
    cards,
    robotName,
    viewer,
    read: acknowledged(wire.frames),
  })
  const itemsOf = ({ items, kind }: Conversation) =>
    items.map(item => view(item, kind)).filter(item => item !== undefined)

  return {
    viewer,
    robotName,
    persons: [...company.persons.values()]
      .filter(({ userid }) => !userid.startsWith('CROWD'))
      .map(personView),
    conversations: mine.map(conversation => {
      const items = itemsOf(conversation)
      const last = items.at(-1)
      const { id, kind, title } = conversation
      return {
        id,
        kind,
        title,
        count: items.length,
        last: last ? { at: last.at, name: last.name, text: last.preview } : null,
      }
    }),
    conversation: { id: chosen.id, kind: chosen.kind, title: chosen.title },
    items: itemsOf(chosen),
  }
}
