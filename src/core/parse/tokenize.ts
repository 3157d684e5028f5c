import { withoutEnding } from './without-ending.ts'

/** Part of a word; `literal` where it stood in quotes and is taken as it was typed. */
interface Run {
  readonly text: string
  readonly literal: boolean
}

/** A word of a line; `literal` where it began in quotes. */
export interface Word extends Run {
  /** Where only a part of it stood in quotes: `--group="5"`, `"11",1231`. */
  readonly runs?: readonly Run[]
}

export type Line =
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  | { readonly kind: 'unclosed'; readonly rest: string }

/** Marks that steer the direction of text are never part of a word: they only make a line look like another. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
/** Every kind of blank, and the invisible characters that phones and pasted pages put in its place. */
const blanks = /[\p{White_Space}\p{Cc}\u180e\u200b\u2060\ufeff]/u
/** A joiner belongs to an emoji of several signs, and is a blank everywhere else. */
const looseJoiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?)[\u200c\u200d]|\u200c|\u200d(?!\p{Extended_Pictographic})/gu
/** Each family of quotes closes itself: “ may end in " on a keyboard that helps. */
const quotes = ['"“”„‟＂', "'‘’‚＇", '「」', '『』'] as const
/** What an IME or a phone makes of `--`: one long dash, two, or full-width ones. */
const dashes = /^[-‐‑‒–—―−﹘﹣－⸺]+(?=\p{L})/u

/** What stands between the items of a list. */
export const listSeparators = ',，、;；'
const endsInSeparator = new RegExp(`[${listSeparators}]$`, 'u')

const family = (char: string) => quotes.find(marks => marks.includes(char))

/**
 * Splits what was typed into words. Unquoted words are NFKC (so １２３ is 123 and ／ is /), long dashes before a flag become `--`;
 * quoted words keep their characters, because a name may really contain a full-width bracket.
 */
export function tokenize(typed: string): Line {
  const words: Word[] = []
  let runs: Run[] = []
  let pending = ''
  let inQuotes = ''
  let open: string | undefined
  let escaped = false
  const settle = () => {
    const text = runs.length === 0 ? plain(pending) : pending.normalize('NFKC')
    if (text !== '') runs.push({ text, literal: false })
    pending = ''
  }
  const end = () => {
    settle()
    const [first] = runs
    const text = runs.map(run => run.text).join('')
    if (first) words.push({ text, literal: first.literal, ...(runs.length > 1 && { runs }) })
    runs = []
  }
  /** Between two items of a flag's value: another may begin in quotes, or after a blank. */
  const isBetweenItems = () =>
    endsInSeparator.test(pending) &&
    (isFlag(runs[0] ?? { text: plain(pending), literal: false }) || takesNext(words.at(-1)))

  for (const char of typed.replace(bidi, '').replace(looseJoiner, ' ')) {
    if (open !== undefined) {
      const kept = blanks.test(char) ? ' ' : char
      if (escaped) inQuotes += open.includes(char) || char === '\\' ? char : `\\${kept}`
      else if (open.includes(char)) {
        runs.push({ text: inQuotes, literal: true })
        open = undefined
      } else if (char !== '\\') inQuotes += kept
      escaped = char === '\\' && !escaped
    } else if (blanks.test(char)) {
      if (!isBetweenItems()) end()
    } else if (
      family(char) !== undefined &&
      (/[=＝]$/u.test(pending) || (pending === '' && runs.length === 0) || isBetweenItems())
    ) {
      settle()
      inQuotes = ''
      open = family(char)
    } else {
      pending += char
    }
  }
  if (open !== undefined) return { kind: 'unclosed', rest: inQuotes }
  end()
  return { kind: 'words', words }
}

const isFlag = ({ text, literal }: Run) => !literal && text.startsWith('--')
const takesNext = (word: Run | undefined) =>
  word !== undefined && isFlag(word) && !word.text.includes('=')

function plain(word: string): string {
  const text = word.normalize('NFKC').replace(dashes, '--')
  return text.startsWith('--') ? text.replace(/^[^=]*/u, name => name.toLowerCase()) : text
}

/** The line that would be read as exactly these words, those that are bare text quoted where needed: what cards, help and the audit show. */
export function joinLine(words: readonly (Word | string)[]): string {
  return words
    .map(word => (typeof word === 'string' ? quoted(word) : word))
    .map(({ text, literal }) =>
      literal || text === '' ? `"${text.replace(/["“”„‟＂\\]/gu, mark => `\\${mark}`)}"` : text,
    )
    .join(' ')
}

/** A flag as it is typed: `quoted` would make a plain word of it. */
export const flag = (name: string): Word => ({ text: `--${name}`, literal: false })

/** A plain word where it reads back as itself, a quoted one where it would not. */
export function quoted(text: string): Word {
  const line = tokenize(text)
  const same = line.kind === 'words' && line.words.length === 1 && line.words[0]?.text === text
  const whole = withoutEnding(text) === text
  return {
    text,
    literal: !same || !whole || text.startsWith('-') || line.words[0]?.literal === true,
  }
}
