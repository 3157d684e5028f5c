const toPrivate = (character: string) => String.fromCharCode(0xe000 + character.charCodeAt(0))
const fromPrivate = (text: string) =>
  text.replace(/[\ue000-\ue0ff]/g, character =>
    escapeHtml(String.fromCharCode(character.charCodeAt(0) - 0xe000)),
  )

/** HTML's own characters made harmless; entities stay, since markdown knows them. */
export const escapeHtml = (text: string) =>
  text
    .replace(/&(?!(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});)/gi, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')

/** Hides what a backslash protects from the patterns below; put back by `inline` at the end. */
export const protect = (text: string) =>
  text
    .replace(/[\ue000-\uf8ff]/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) => toPrivate(character))

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

const link = (text: string, url: string, card: boolean) => {
  if (/^https?:\/\//i.test(url))
    return `<a href="${fromPrivate(url)}" target="_blank" rel="noopener noreferrer">${text}</a>`
  // A card's markdown leaves such a link dead (stream-and-cards.md 4.8).
  if (card) return text
  const sends = /^dtmd:\/\/dingtalkclient\/sendMessage\?content=([^&]+)$/i.exec(url)?.[1]
  const said = sends === undefined ? undefined : decoded(sends)
  return said === undefined ? text : `<a href="#" data-send="${escapeHtml(said)}">${text}</a>`
}

/** Bold, italic, links, images as their names, and what only cards know: `<br>` and `<a atId>`. Takes protected text. */
export function inline(
  text: string,
  { card, mentions = [] }: { card: boolean; mentions?: readonly string[] },
): string {
  const harmless = escapeHtml(text)
    .replace(/!\[([^\]]*)\]\([^)\s]*\)/g, '<span class="image">🖼 $1</span>')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, name: string, url: string) => link(name, url, card))
    .replace(/\*\*(\S|\S.*?\S)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(\S|\S.*?\S)\*/g, '<em>$1</em>')
  const more = card
    ? harmless
        .replace(/&lt;br\s*\/?&gt;/gi, '<br>')
        .replace(/&lt;a atId=([^&]*)&gt;(.*?)&lt;\/a&gt;/gi, (_, id: string, name: string) =>
          mentions.includes(id) ? `<span class="mention">${name}</span>` : name,
        )
        .replace(/&lt;font [^&]*&gt;(.*?)&lt;\/font&gt;/gi, '$1')
    : harmless
  return fromPrivate(more)
}
