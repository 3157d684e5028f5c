import { usage } from '../command/args.ts'
import type { Command } from '../command/command.ts'
import type { UserId } from '../directory.ts'
import { type Key, type Rest, type Sentence, sentence, type Words } from '../i18n.ts'
import { createFiller } from './bind-arguments.ts'
import { nearest } from './suggest.ts'
import { splitLine } from './tokenize.ts'

export type Parsed =
  | {
      readonly kind: 'command'
      readonly command: Command
      readonly args: Readonly<Record<string, unknown>>
      /** The canonical line, which reads back as the same command: what cards and the audit show. */
      readonly line: string
    }
  | { readonly kind: 'problem'; readonly problem: Sentence }

/** What was said: the text without picked mentions, which DingTalk cuts out, and who was mentioned. */
export interface Said {
  readonly text: string
  readonly mentions: readonly UserId[]
}

export type Parse = (said: Said) => Parsed

/** Reads a line into a command, or into the sentence that says what is wrong and shows a line that would work. */
export function createParser({
  commands,
  words,
}: {
  commands: readonly Command[]
  words: Words
}): Parse {
  const phrases = commands
    .flatMap(command =>
      [command.name, ...(command.aliases ?? [])].map(phrase => ({
        phrase: phrase.split(' '),
        command,
      })),
    )
    .sort((a, b) => b.phrase.length - a.phrase.length)
  const known = phrases.map(({ phrase }) => phrase.join(' '))
  const fill = createFiller(words)

  const problem = <K extends Key>(key: K, ...params: Rest<K>): Parsed => ({
    kind: 'problem',
    problem: sentence(key, ...params),
  })

  function unknown(typed: readonly string[]): Parsed {
    const line = typed.slice(0, 3).join(' ')
    const near = [3, 2, 1]
      .map(count => nearest(typed.slice(0, count).join(' ').toLowerCase(), known))
      .find(found => found !== undefined)
    return near === undefined
      ? problem('parse.unknown', { line })
      : problem('parse.unknown.near', { line, near })
  }

  return ({ text, mentions }) => {
    // 、 is what the / key gives under a Chinese IME.
    const line = splitLine(text.replace(/^[\s\p{Cf}]*[/／、]+/u, ''))
    if (line.kind === 'unclosed') return problem('parse.unclosed', { rest: line.rest })
    const typed = line.words.map(word => word.text)
    if (typed.length === 0) return problem('parse.empty')
    const found = phrases.find(({ phrase }) =>
      phrase.every((part, i) => typed[i]?.toLowerCase() === part),
    )
    if (!found) return unknown(typed)
    const { command, phrase } = found
    const filled = fill(command, line.words.slice(phrase.length), mentions)
    if (filled.kind === 'filled')
      return { kind: 'command', command, args: filled.args, line: filled.line }
    return problem('parse.problem', {
      why: filled.why,
      usage: usageOf(command, words),
      example: command.example,
    })
  }
}

/** `/role add <role> <user>… [--for <duration>]`, in the reader's words. */
export const usageOf = (command: Command, words: Words) =>
  `/${command.name} ${usage(command.syntax, name => words.argument(name).label)}`.trimEnd()
