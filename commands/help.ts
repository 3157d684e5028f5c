import { z } from 'zod'
import { word } from '../src/core/args.ts'
import { type Command, defineCommand } from '../src/core/command.ts'
import { refuse } from '../src/core/errors.ts'
import { usageOf } from '../src/core/parse.ts'

export default defineCommand({
  summary: 'help.summary',
  aliases: ['帮助', '?'],
  args: z.object({ command: z.array(word) }),
  example: '/help role members',
  risk: 'none',

  async plan({ command: words }, { commands }): Promise<readonly Command[]> {
    const phrase = words.join(' ').toLowerCase()
    const exact = commands.filter(({ name, aliases = [] }) => [name, ...aliases].includes(phrase))
    const found = exact.length > 0 ? exact : commands.filter(({ name }) => name.startsWith(phrase))
    if (found.length === 0) throw refuse('command.unknown', { command: phrase })
    return found
  },

  card(commands, words) {
    const [only, ...others] = commands
    if (only === undefined || others.length > 0)
      return {
        title: words.text('help.title'),
        rows: commands.map(command =>
          words.markdown('help.row', {
            usage: usageOf(command, words),
            summary: words.text(command.summary),
          }),
        ),
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
