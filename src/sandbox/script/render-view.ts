import type { CardView } from '../cards/card.ts'

/** How a card mentions somebody in its markdown. */
const mention = /<a atId=[^>]*>([^<]*)<\/a>/gu

const entities = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
] as const
/** Markdown as a reader sees it, as far as escaping goes. */
const plain = (markdown: string) =>
  entities.reduce(
    (text, [entity, sign]) => text.replaceAll(entity, sign),
    markdown.replaceAll(mention, '@$1').replaceAll(/\\([\p{P}\p{S}])/gu, '$1'),
  )

/** A card, or a message, as lines of text: title, markdown, tips, buttons. */
export function renderView({ title, markdown, tips, buttons }: CardView): readonly string[] {
  const parts = [
    title,
    // What markdown needs as a blank line between two lines is none to the eye.
    ...plain(markdown).split(/\n+/u),
    tips.trim() === '' ? '' : `(${tips.trim()})`,
    buttons.map(({ text }) => `[${text}]`).join(' '),
  ]
  return parts.filter(part => part.trim() !== '').map(part => `  | ${part.trimEnd()}`)
}
