import { escapeHtml, inline, protect } from './inline.ts'

interface Where {
  /** A card's markdown variable knows more than a message does. */
  card: boolean
  /** Whom the card was sent to notify: only they may be mentioned in it (stream-and-cards.md 4.9). */
  mentions?: readonly string[]
}

type Block = (lines: string[], where: Where) => string | undefined

const takeWhile = (lines: string[], pattern: RegExp): string[] => {
  const end = lines.findIndex(line => !pattern.test(line))
  return lines.splice(0, end === -1 ? lines.length : end)
}
const list =
  (tag: 'ul' | 'ol', marker: RegExp): Block =>
  (lines, where) => {
    const items = takeWhile(lines, marker)
    if (items.length === 0) return undefined
    const inner = items.map(item => `<li>${inline(item.replace(marker, ''), where)}</li>`).join('')
    return `<${tag}>${inner}</${tag}>`
  }

const heading: Block = (lines, where) => {
  const [, marks, text] =
    (where.card ? /^(#{1,5}) +(.*)$/ : /^(#{1,6}) +(.*)$/).exec(lines[0] ?? '') ?? []
  if (marks === undefined || text === undefined) return undefined
  lines.shift()
  // The page's own headings come first, so a message's begin at 3.
  return `<h${Math.min(marks.length + 2, 6)}>${inline(text, where)}</h${Math.min(marks.length + 2, 6)}>`
}
const quote: Block = (lines, where) => {
  const quoted = takeWhile(lines, /^> ?/)
  if (quoted.length === 0) return undefined
  return `<blockquote>${blocks(
    quoted.map(line => line.replace(/^> ?/, '')),
    where,
  )}</blockquote>`
}
const rule: Block = (lines, { card }) => {
  if (!card || !/^\*{3,}\s*$/.test(lines[0] ?? '')) return undefined
  lines.shift()
  return '<hr>'
}
const fence: Block = (lines, { card }) => {
  if (!card || !lines[0]?.startsWith('```')) return undefined
  lines.shift()
  const end = lines.findIndex(line => line.startsWith('```'))
  const code = lines.splice(0, end === -1 ? lines.length : end)
  lines.shift()
  return `<pre><code>${code.map(line => inlineCode(line)).join('\n')}</code></pre>`
}
const inlineCode = (line: string) => inline(escapeMarks(line), { card: false })
const escapeMarks = (line: string) => protect(line.replace(/[*[\]()!]/g, '\\$&'))

const cells = (row: string) =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
const table: Block = (lines, where) => {
  if (!where.card || !lines[0]?.startsWith('|') || !/^\|[-:| ]+\|?\s*$/.test(lines[1] ?? ''))
    return undefined
  const [head = '', , ...rows] = takeWhile(lines, /^\|/)
  const row = (tag: 'th' | 'td') => (line: string) =>
    `<tr>${cells(line)
      .map(cell => `<${tag}>${inline(cell.trim(), where)}</${tag}>`)
      .join('')}</tr>`
  return `<table>${[row('th')(head), ...rows.map(row('td'))].join('')}</table>`
}

const startsBlock = /^(#{1,6} |> ?|- |\d+\. |```|\s*$)/
/** Lines run on, unless two blanks end them: only then does DingTalk break the line. */
const paragraph: Block = (lines, where) => {
  const [first = '', ...rest] = lines
  const end = rest.findIndex(line => startsBlock.test(line) || (where.card && line.startsWith('|')))
  const taken = [first, ...rest.slice(0, end === -1 ? rest.length : end)]
  lines.splice(0, taken.length)
  const text = taken
    .map(
      (line, at) =>
        inline(line.trimEnd(), where) +
        (at < taken.length - 1 && / {2}$/.test(line) ? '<br>' : '\n'),
    )
    .join('')
  return `<p>${text.trimEnd()}</p>`
}

const kinds: readonly Block[] = [
  fence,
  rule,
  table,
  heading,
  quote,
  list('ul', /^- +/),
  list('ol', /^\d+\. +/),
  paragraph,
]

function blocks(lines: string[], where: Where): string {
  const rest = [...lines]
  const out: string[] = []
  while (rest.length > 0) {
    if (rest[0]?.trim() === '') rest.shift()
    else {
      for (const kind of kinds) {
        const html = kind(rest, where)
        if (html === undefined) continue
        out.push(html)
        break
      }
    }
  }
  return out.join('')
}

/** DingTalk's markdown subset (stream-and-cards.md 4.9) as HTML; everything else in it is escaped and stays text. */
export const renderMarkdown = (markdown: string, where: Where): string =>
  blocks(protect(markdown).split(/\r?\n/), where)

/** Plain text as HTML, its line breaks kept. */
export const renderText = (text: string): string =>
  escapeHtml(text.replaceAll('&', '&amp;')).replaceAll('\n', '<br>')
