import { describe, expect, test } from '@jest/globals'
import { usageOf } from '../../src/core/parse/parse-command.ts'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { loadCommands } from '../../src/load-commands.ts'
import { documents, found, read, table } from './documents.ts'

describe('commands of the chat', () => {
  const tables = [
    ['README.md', 'Command', createI18n('en')],
    ['README.zh-CN.md', '命令', createI18n('zh')],
  ] as const

  test.each(tables)(
    'the table of %s has each with its syntax, summary and aliases, and no other',
    async (path, first, i18n) => {
      const commands = await loadCommands()
      const rows = commands.map(command => [
        `\`${usageOf(command, i18n)}\``,
        i18n.t(command.summary),
        (command.aliases ?? []).map(alias => `\`/${alias}\``).join(', '),
      ])
      expect(table(read(path), first).sort()).toEqual(rows.sort())
    },
  )

  test('every line in the documents begins with one', async () => {
    const phrases = (await loadCommands()).map(({ name }) => `/${name}`)
    const known = [...phrases, '/role count', '/role clear']
    for (const path of documents) {
      const lines = found(
        read(path),
        /`(?:@\S+(?: name)? )?(\/(?:role|rbac|help|whoami|status|approve|reject|cancel|pending|undo|audit|letgo)\b[^`]*)`/gu,
      )
      const strange = lines.filter(
        line => !known.some(phrase => line.startsWith(phrase) || phrase.startsWith(`${line} `)),
      )
      expect({ path, strange }).toEqual({ path, strange: [] })
    }
  })
})

test('commands of the shell exist', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
  const all = documents.map(read).join('\n')
  for (const script of found(all, /npm run (?:--silent )?([\w:-]+)/gu))
    expect(scripts).toHaveProperty(script)
  expect(scripts).toHaveProperty('test')
  expect(scripts).toHaveProperty('start')
  const usage = createI18n('en').t('cli.usage')
  const ours = found(
    all,
    /(?:rolekeeper|dist\/src\/cli\.js) (serve|sandbox|doctor|audit|policy)\b/gu,
  )
  for (const command of ours) expect(usage).toContain(`rolekeeper ${command}`)
})
