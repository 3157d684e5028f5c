import { z } from 'zod'
import { pageNumber, word } from '../src/core/command/args.ts'
import { type Command, defineCommand } from '../src/core/command/command.ts'
import { refuse } from '../src/core/errors.ts'
import { usageOf } from '../src/core/parse/parse-command.ts'

export default defineCommand({
  summary: 'help.summary',
  aliases: ['帮助', '?'],
  args: z.object({ command: z.array(word), page: pageNumber.optional() }),
  example: '/help role members',
  risk: 'none',

  async plan({ command: words, page = 1 }, { commands }) {
    // As it stands in a list of commands, or as it is typed: with the slash.
    const phrase = words
      .join(' ')
      .toLowerCase()
      .replace(/^[/／、]+/u, '')
    const phrases = ({ name, aliases = [] }: Command) => [name, ...aliases]
    const exact = commands.filter(command => phrases(command).includes(phrase))
    const found =
      exact.length > 0
        ? exact
        : commands.filter(command => phrases(command).some(one => one.startsWith(phrase)))
    if (found.length === 0) throw refuse('command.unknown', { command: phrase })
    return { found, page }
  },

  card({ found, page }, words) {
    const [only, ...others] = found
    if (only === undefined || others.length > 0)
      return {
        title: words.text('help.title'),
        rows: found.map(command =>
          words.markdown('help.row', {
            usage: usageOf(command, words),
            summary: words.text(command.summary),
          }),
        ),
        page: page - 1,
      }
    return {
      title: `/${only.name}`,
      head: words.markdown('help.one', {
        summary: words.text(only.summary),
        usage: usageOf(only, words),
        example: only.example,
      }),
      ...(only.aliases && {
        foot: words.markdown('help.aliases', {
          aliases: only.aliases.map(alias => `/${alias}`).join(', '),
        }),
      }),
    }
  },
})
