import { usage } from '../command/args.ts'
import type { Command } from '../command/command.ts'
import type { UserId } from '../directory.ts'
import { type I18n, type Key, type LocalizedMessage, localized, type Rest } from '../i18n.ts'
import type { Arguments } from '../model/change.ts'
import { createArgumentBinder } from './bind-arguments.ts'
import { suggest } from './suggest.ts'
import { type Line, tokenize, type Word } from './tokenize.ts'
import { withoutEnding } from './without-ending.ts'

export type Parsed =
  | {
      readonly kind: 'command'
      readonly command: Command
      readonly args: Readonly<Record<string, unknown>>
      /** The arguments as they were said: what is stored. */
      readonly said: Arguments
      /** The canonical line, which reads back as the same command: what cards and the audit show. */
      readonly line: string
    }
  | { readonly kind: 'problem'; readonly problem: LocalizedMessage }

/** What was said: the text without picked mentions, which DingTalk cuts out, or words that need no reading; and who was mentioned. */
interface TypedLine {
  readonly text: string | readonly Word[]
  readonly mentions: readonly UserId[]
}

export type Parse = (line: TypedLine) => Parsed

/** Reads a line into a command, or into the sentence that says what is wrong and shows a line that would work. */
export function createParser({
  commands,
  i18n,
}: {
  commands: readonly Command[]
  i18n: I18n
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
  const bindArguments = createArgumentBinder(i18n)

  const problem = <K extends Key>(key: K, ...params: Rest<K>): Parsed => ({
    kind: 'problem',
    problem: localized(key, ...params),
  })

  function unknown(typed: readonly string[]): Parsed {
    const line = typed.slice(0, 3).join(' ')
    const near = [3, 2, 1]
      .map(count => suggest(typed.slice(0, count).join(' ').toLowerCase(), known))
      .find(found => found !== undefined)
    return near === undefined
      ? problem('parse.unknown', { line })
      : problem('parse.unknown.near', { line, near })
  }

  const match = (typed: readonly Word[]) =>
    phrases.find(({ phrase }) => phrase.every((part, i) => typed[i]?.text.toLowerCase() === part))

  return ({ text, mentions }) => {
    // 、 is what the / key gives under a Chinese IME.
    const typed = typeof text === 'string' ? text.replace(/^[\s\p{Cf}]*[/／、]+/u, '') : undefined
    const read = (given: string | readonly Word[]): Line =>
      typeof given === 'string' ? tokenize(given) : { kind: 'words', words: given }
    const whole = read(typed ?? text)
    if (whole.kind === 'unclosed') return problem('parse.unclosed', { rest: whole.rest })
    if (whole.words.length === 0) return problem('parse.empty')
    const line = read(typed === undefined ? text : withoutEnding(typed))
    if (line.kind === 'unclosed') return problem('parse.unclosed', { rest: line.rest })
    // Of what is nothing but marks, such as /?, a command may be made.
    const found = match(line.words) ?? match(whole.words)
    if (!found) return unknown((line.words.length > 0 ? line : whole).words.map(({ text }) => text))
    const { command, phrase } = found
    const bind = (all: readonly Word[]) =>
      bindArguments(command, all.slice(phrase.length), mentions)
    const bound = bind(line.words)
    // A reason keeps its full stop.
    const free = command.syntax.find(arg => arg.free)
    const said = bound.kind === 'bound' && free && bound.said[free.name]
    const meant = Array.isArray(said) && said.length > 0 ? bind(whole.words) : bound
    if (meant.kind === 'bound') return { ...meant, kind: 'command', command }
    return problem('parse.problem', {
      why: meant.why,
      usage: usageOf(command, i18n),
      example: command.example,
    })
  }
}

/** `/role add <role> <user>… [--for <duration>]`, in the reader's words. */
export const usageOf = (command: Command, i18n: I18n) =>
  `/${command.name} ${usage(command.syntax, name => i18n.argument(name).label)}`.trimEnd()
