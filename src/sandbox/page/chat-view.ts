import type { CardState } from '../cards/card.ts'
import { viewCard } from '../cards/view.ts'
import type { Person } from '../company/state.ts'
import type { Company } from '../company.ts'
import type { Conversation, Item } from '../conversation.ts'
import type { Conversations } from '../conversations.ts'
import { renderMarkdown, renderText } from './markdown.ts'

const standing = ({ staff, admin }: Person) => {
  if (!staff) return 'outsider'
  if (!admin) return 'staff'
  return admin.level === 1 ? 'main' : 'sub'
}

/** A conversation as one person's screen shows it; markdown is HTML already, with everything typed escaped. */
export function chatView(deps: {
  company: Company
  conversations: Conversations
  cards: Map<string, CardState>
  robotName: string
  viewer: string
  wanted: string | undefined
}) {
  const { company, conversations, cards, robotName, viewer, wanted } = deps
  const single = conversations.single(viewer)
  const open = conversations.all().filter(({ kind }) => kind === 'group')
  const mine = single ? [...open, single] : open
  const conversation: Conversation =
    mine.find(({ id, kind }) => id === wanted || kind === wanted) ?? conversations.main
  const nameOf = (userid: string) => company.persons.get(userid)?.name ?? userid
  // The client shows @userid as the person's name.
  const named = (html: string, mentions: readonly string[]) =>
    mentions.reduce(
      (text, userid) =>
        text.replaceAll(
          `@${userid}`,
          `<span class="mention">@${renderText(nameOf(userid))}</span>`,
        ),
      html,
    )

  const draw = (item: Item) => {
    const { at } = item
    switch (item.kind) {
      case 'message':
        return {
          kind: item.kind,
          at,
          from: item.from,
          name: nameOf(item.from),
          own: item.from === viewer,
          html: renderText(item.text) || `[${item.msgtype}]`,
          mentions: item.mentions.map(nameOf).filter(name => !item.text.includes(`@${name}`)),
        }
      case 'robot': {
        const text = item.msgtype === 'text'
        const html = text ? renderText(item.text) : renderMarkdown(item.text, { card: false })
        return { kind: item.kind, at, name: robotName, html: named(html, item.mentions) }
      }
      case 'card': {
        const card = cards.get(item.outTrackId)
        if (!card || (item.recipients && !item.recipients.includes(viewer))) return undefined
        const { title, markdown, tips, buttons } = viewCard(card, viewer)
        return {
          kind: item.kind,
          at,
          name: robotName,
          outTrackId: item.outTrackId,
          title,
          html: renderMarkdown(markdown, { card: true }),
          tips,
          mentions: item.mentions.map(nameOf),
          buttons: buttons.map(({ id, text, color, url }) => ({
            id,
            text,
            color,
            url: url ?? null,
          })),
        }
      }
    }
  }

  return {
    viewer,
    robotName,
    persons: [...company.persons.values()]
      .filter(({ userid }) => !userid.startsWith('CROWD'))
      .map(person => ({
        userid: person.userid,
        name: person.name,
        title: person.title,
        standing: standing(person),
      })),
    conversations: mine.map(({ id, kind, title }) => ({ id, kind, title })),
    conversation: { id: conversation.id, kind: conversation.kind, title: conversation.title },
    items: conversation.items.map(draw).filter(item => item !== undefined),
  }
}
