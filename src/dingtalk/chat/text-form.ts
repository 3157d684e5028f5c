import type { I18n } from '../../core/i18n.ts'
import type { Card } from '../../core/model/card.ts'

/** msgParam's limit is 15,000 bytes as JSON text (DingTalk: 机器人发送群聊消息); webhooks, which document none, get the same. */
const mostBytes = 15_000
/** In bytes: the title is only the preview in the chat list. */
const longestTitle = 200

const ellipsis = '…'
const bytesAsJson = (said: unknown) => Buffer.byteLength(JSON.stringify(said))

/** Shortens a text until its JSON form takes at most `most` bytes, whole characters only. */
export function cut(text: string, most: number): string {
  if (bytesAsJson(text) <= most) return text
  const characters = Array.from(text)
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const fits = bytesAsJson(characters.slice(0, middle).join('') + ellipsis) <= most
    if (fits) low = middle
    else high = middle - 1
  }
  return characters.slice(0, low).join('') + ellipsis
}

/**
 * A card as a markdown message: title, text, tips, and the lines to type where a card would have buttons. Only the text is
 * markdown already; the rest is escaped. `mentioned` are written as @userid, which a webhook turns into names.
 */
export function createTextForm(i18n: Pick<I18n, 'escape'>) {
  return (
    { title, markdown, tips, textInstead, call }: Omit<Card, 'buttons' | 'mentions'>,
    mentioned: readonly string[] = [],
  ): { title: string; text: string } => {
    const name = cut(title.replace(/\s+/g, ' '), longestTitle)
    const called = mentioned.map(userid => `@${userid}`).join(' ')
    // Two blanks make a line break (DingTalk: 机器人消息类型, markdown).
    const lines = textInstead.map(line => i18n.escape(line)).join('  \n')
    const parts = [tips === undefined ? '' : i18n.escape(tips), lines, called].filter(Boolean)
    // What to type weighs more than the end of a long list, so the list is what gets cut.
    const end = cut(parts.map(part => `\n\n${part}`).join(''), mostBytes / 2)
    const who = call && `\n\n${call.label} ${Object.values(call.names).join(' ')}`
    const room = mostBytes - bytesAsJson({ title: name, text: end }) + bytesAsJson('')
    return {
      title: name,
      text: cut(`#### ${i18n.escape(title)}\n\n${markdown}${who ?? ''}`, room) + end,
    }
  }
}
