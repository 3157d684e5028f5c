import parser from 'yargs-parser'
import type { Arg } from '../command/args.ts'
import type { Command } from '../command/command.ts'
import { inQuotes, nameInQuotes } from '../command/lookup.ts'
import type { UserId } from '../directory.ts'
import type { I18n } from '../i18n.ts'
import type { Arguments } from '../model/change.ts'
import { digitsIn } from '../model/names.ts'
import { suggest } from './suggest.ts'
import { flag, joinLine, listSeparators, type Word } from './tokenize.ts'

type Value = Arguments[string]

export type BoundArguments =
  | {
      readonly kind: 'bound'
      /** As the command's schema reads them, and as they were said: what is stored. */
      readonly args: Readonly<Record<string, unknown>>
      readonly said: Arguments
      readonly line: string
    }
  | { readonly kind: 'wrong'; readonly why: string }

/** All that yargs-parser would guess is off: numbers, dots, `--no-`, camel case, groups of letters. zod converts. */
const noGuessing = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'combine-arrays': false,
  'dot-notation': false,
  // A flag given twice must be seen, or its first value would be lost silently.
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': false,
  'halt-at-non-option': false,
  'nargs-eats-options': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': false,
  'set-placeholder-key': false,
  'short-option-groups': false,
  'strip-aliased': false,
  'strip-dashed': false,
  'unknown-options-as-args': false,
} as const

/** Stand around what was quoted, so that its dash makes no flag of it. Nobody can type them: control characters are blanks. */
const guard = { before: '\u0000', after: '\u0001' } as const
const listItem = new RegExp(
  `(?:${guard.before}[^${guard.after}]*${guard.after}|[^${guard.before}${listSeparators}])+`,
  'gu',
)

/** Binds words, flags and mentions to a command's arguments; says which is wrong, and why. */
export function createArgumentBinder(i18n: I18n) {
  const wrong = (why: string): BoundArguments => ({ kind: 'wrong', why })

  return function bindArguments(
    command: Command,
    rest: readonly Word[],
    mentions: readonly UserId[],
  ): BoundArguments {
    const flags = command.syntax.filter(arg => arg.place === 'flag')
    const argv = parser(rest.map(guarded), {
      string: flags.filter(arg => arg.takes !== 'nothing').map(arg => arg.name),
      boolean: flags.filter(arg => arg.takes === 'nothing').map(arg => arg.name),
      configuration: noGuessing,
    })
    const values = new Map<string, Value>()

    for (const [name, value] of Object.entries(argv)) {
      if (name === '_') continue
      const flag = flags.find(arg => arg.name === name)
      if (!flag) return wrong(unknownFlag(name, flags))
      if (Array.isArray(value)) return wrong(i18n.t('parse.twice', { flag: name }))
      if (flag.takes === 'nothing') {
        if (value !== true || rest.some(word => word.text.startsWith(`--${name}=`)))
          return wrong(i18n.t('parse.takesNothing', { flag: name }))
        values.set(name, true)
        continue
      }
      const given = flag.takes === 'list' ? (String(value).match(listItem) ?? []) : [String(value)]
      const items = given.map(item => refOf(flag, unguarded(item)).trim()).filter(Boolean)
      const [only] = items
      if (only === undefined)
        return wrong(i18n.t('parse.noValue', { flag: name, is: i18n.argument(name).is }))
      values.set(name, flag.takes === 'list' ? items : only)
    }

    const spoken = argv._.map(word => unguarded(String(word)))
    const placed = assignPositionals(command.syntax, spoken, mentions, values)
    if (placed !== undefined) return wrong(placed)

    const said = Object.fromEntries(values)
    const parsed = command.args.safeParse(said)
    if (!parsed.success) {
      const name = String(parsed.error.issues[0]?.path[0] ?? '')
      const { label, is } = i18n.argument(name)
      return wrong(i18n.t('parse.wrong', { arg: label, value: shown(values.get(name)), is }))
    }
    return { kind: 'bound', args: parsed.data, said, line: formatCommand(command, said) }
  }

  function unknownFlag(name: string, flags: readonly Arg[]): string {
    const near = suggest(
      name,
      flags.map(arg => arg.name),
    )
    return near === undefined
      ? i18n.t('parse.unknownFlag', { flag: name })
      : i18n.t('parse.unknownFlag.near', { flag: name, near })
  }

  /** Gives words and mentions their places. A mention's place in the text is lost (DingTalk cuts it out), so it goes to the first person asked for. */
  function assignPositionals(
    syntax: readonly Arg[],
    spoken: readonly Word[],
    mentions: readonly UserId[],
    values: Map<string, Value>,
  ): string | undefined {
    const queue = [...spoken]
    const mentioned = syntax.find(arg => arg.refersTo === 'user' && arg.place !== 'flag')
    if (mentions.length > 0 && !mentioned) return i18n.t('parse.mentionUnused')
    if (mentions.length > 1 && mentioned?.place === 'word')
      return i18n.t('parse.mentionMany', { arg: i18n.argument(mentioned.name).label })

    for (const arg of syntax) {
      if (arg.place === 'flag') continue
      const people = arg === mentioned ? mentions : []
      const next = (count: number) => queue.splice(0, count).map(word => refOf(arg, word))
      const taken =
        arg.place === 'words'
          ? wordsOf(arg, [...people, ...next(queue.length)])
          : people.length > 0
            ? people
            : next(1)
      const [first] = taken
      if (first === undefined && arg.required) {
        const { label, is } = i18n.argument(arg.name)
        return i18n.t('parse.missing', { arg: label, is })
      }
      if (arg.place === 'words') values.set(arg.name, taken)
      else if (first !== undefined) values.set(arg.name, first)
    }
    if (queue.length > 0)
      return i18n.t('parse.tooMany', { extra: queue.map(({ text }) => text).join(' ') })
    return undefined
  }
}

const guarded = (word: Word) =>
  (word.runs ?? [word])
    .map(({ text, literal }) => (literal ? guard.before + text + guard.after : text))
    .join('')

const unguarded = (text: string): Word => ({
  text: text.replaceAll(guard.before, '').replaceAll(guard.after, ''),
  literal: text.startsWith(guard.before),
})

/** A name of digits keeps its quotes where something is named, because digits alone are an id. */
function refOf({ refersTo }: Arg, { text, literal }: Word): string {
  if (refersTo === undefined) return text
  const digits = literal ? digitsIn(text) : undefined
  return digits === undefined ? text.trim() : inQuotes(digits)
}

/** Each person once; in a reason a word may come back, and another one would be told. */
const wordsOf = ({ refersTo }: Arg, given: readonly string[]) =>
  refersTo === 'user' ? [...new Set(given)] : given

const shown = (value: Value | undefined) =>
  value === undefined || value === true ? '' : typeof value === 'string' ? value : value.join(', ')

/** The line that reads back as this command with these arguments: what cards and the audit show. */
function formatCommand(command: Command, said: Arguments): string {
  const parts = command.syntax.flatMap((arg): readonly (Word | string)[] => {
    const value = said[arg.name]
    if (value === undefined) return []
    const texts = value === true ? [] : typeof value === 'string' ? [value] : value
    const words = arg.refersTo ? texts.map(asWord) : texts
    if (arg.place !== 'flag') return words
    const named = flag(arg.name)
    if (arg.takes !== 'list') return [named, ...words]
    const text = words.map(word => joinLine([asItem(word)])).join(',')
    return [named, { text, literal: false }]
  })
  return joinLine([{ text: `/${command.name}`, literal: false }, ...parts])
}

/** What would be read as two items is quoted. */
const asItem = (word: Word | string): Word | string =>
  typeof word === 'string' && word.match(listItem)?.[0] !== word
    ? { text: word, literal: true }
    : word

function asWord(value: string): Word | string {
  const name = nameInQuotes(value)
  return name === undefined ? value : { text: name, literal: true }
}
