import { z } from 'zod'
import { pageNumber, word } from '../src/core/command/args.ts'
import { type Command, defineQuery } from '../src/core/command/command.ts'
import { refuse } from '../src/core/errors.ts'
import { usageOf } from '../src/core/parse/parse-command.ts'

export default defineQuery({
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

  card({ found, page }, i18n) {
    const [only, ...others] = found
    if (only === undefined || others.length > 0)
      return {
        title: i18n.t('help.title'),
        rows: found.map(command =>
          i18n.markdown('help.row', {
            usage: usageOf(command, i18n),
            summary: i18n.t(command.summary),
          }),
        ),
        page: page - 1,
      }
    return {
      title: `/${only.name}`,
      head: i18n.markdown('help.one', {
        summary: i18n.t(only.summary),
        usage: usageOf(only, i18n),
        example: only.example,
      }),
      ...(only.aliases && {
        foot: i18n.markdown('help.aliases', {
          aliases: only.aliases.map(alias => `/${alias}`).join(', '),
        }),
      }),
    }
  },
})
