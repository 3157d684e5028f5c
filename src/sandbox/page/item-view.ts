import { type CardState, viewCard } from '../cards/card.ts'
import type { Conversation, Item } from '../chat/conversations.ts'
import type { Company } from '../company/company.ts'
import { renderMarkdown, renderText } from './markdown.ts'

/** A flag is not torn apart at its hyphens. */
const flagsKept = (html: string) => html.replace(/(?<!\S)--[\w-]+/g, '<span class="flag">$&</span>')

/** One item of a conversation as the viewer sees it; undefined for a card that is not for them. */
export function createItemView(deps: {
  company: Company
  cards: ReadonlyMap<string, CardState>
  robotName: string
  viewer: string
  read: ReadonlySet<string>
}) {
  const { company, cards, robotName, viewer, read } = deps
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

  return (item: Item, kind: Conversation['kind']) => {
    const { at } = item
    switch (item.kind) {
      case 'message':
        return {
          kind: item.kind,
          at,
          from: item.from,
          name: nameOf(item.from),
          own: item.from === viewer,
          html: flagsKept(renderText(item.text)) || `[${item.msgtype}]`,
          preview: item.text,
          // In a group only what mentions the robot reaches it.
          robot: kind === 'group' ? robotName : null,
          read: read.has(item.msgId),
          mentions: item.mentions.map(nameOf).filter(name => !item.text.includes(`@${name}`)),
        }
      case 'robot': {
        const isPlain = item.msgtype === 'text' || item.msgtype === 'image'
        const html = isPlain ? renderText(item.text) : renderMarkdown(item.text, { card: false })
        const preview = item.title || item.text
        return { kind: item.kind, at, name: robotName, html: named(html, item.mentions), preview }
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
          preview: title,
          html: renderMarkdown(markdown, { card: true, mentions: item.mentions }),
          tips,
          mentioned: item.mentions.includes(viewer),
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
}
