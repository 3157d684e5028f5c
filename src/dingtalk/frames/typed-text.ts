import { z } from 'zod'

/** Far above the longest command (50 departments, 20 people), and far below what would hurt the store or a card. */
const limit = 4_000

/**
 * The mark makes the last word unreadable on purpose: a list of departments that was cut off must not pass for a
 * shorter one. Half a surrogate pair at the cut is dropped.
 */
const cut = (text: string) =>
  text.length <= limit ? text : `${text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')}…`

const textField = z.object({ content: z.string() })
const richField = z.object({ richText: z.array(z.unknown()) })
const piece = z.object({ text: z.string(), type: z.literal('text').optional() })

/** What was typed into a `text` message; undefined where the field is of another shape. */
export function typedText(text: unknown): string | undefined {
  const { data } = textField.safeParse(text)
  return data && cut(data.content)
}

/**
 * The text of a `richText` message (what pasting makes of a command); undefined where it has none. Pictures and `at`
 * items are gaps between words. The robot's own mention stays as literal text there (stream-and-cards.md 3.4) and its
 * name may hold blanks: what leads with @ goes, up to the command's slash, or else the one word.
 */
export function typedRichText(content: unknown): string | undefined {
  const { data } = richField.safeParse(content)
  if (data === undefined) return undefined
  const pieces = data.richText.map(item => piece.safeParse(item).data?.text)
  if (pieces.every(text => text === undefined)) return undefined
  const text = cut(pieces.map(text => text ?? ' ').join(''))
  return text
    .replace(/^[\s\u200b]*@[^/／]*[\s\u200b](?=[/／])/, '')
    .replace(/^[\s\u200b]*@[^\s\u200b/／]+/, '')
}
