import { describe, expect, test } from '@jest/globals'
import { startBot } from '../support/bot.ts'

const forged = [
  ['a link', '[x](https://evil.example)', '\\[x\\]\\(https://evil.example\\)'],
  ['an image', '![x](https://evil.example/x.png)', '\\!\\[x\\]'],
  ['bold and a heading', '# **x**', '\\# \\*\\*x\\*\\*'],
  ['HTML', '<font color=red>x</font>', '&lt;font color=red&gt;x&lt;/font&gt;'],
  ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['code', '`x`', '\\`x\\`'],
  ['a right-to-left override', 'abc\u202ecba', 'abccba'],
  ['isolates', '\u2066abc\u2069', 'abc'],
  ['a backslash', 'a\\b', 'a\\\\b'],
  ['emoji', '🦄👨‍👩‍👧', '🦄👨‍👩‍👧'],
  ['a sentence of ours', '{{count}}$t(help.title)', '{{count}}$t\\(help.title\\)'],
  ['a line break', 'a\n\n# b', 'a \\# b'],
] as const

describe.each(forged)('a name with %s', (_, name, harmless) => {
  test('is shown as it is, and does nothing', async () => {
    const bot = await startBot()
    const { company } = bot.sandbox
    company.addPerson({ userid: 'EMP900', name, departments: [30] })
    const group = company.addGroup(name)
    const { id } = company.addRole(name, group.id, ['EMP900'])

    const lines = [
      `/role members ${id}`,
      '/role list --page 1',
      '/role of EMP900',
      `/role show ${id}`,
    ]
    for (const line of lines) {
      const { markdown } = await bot.says('boss001', line)
      expect(markdown).toContain(harmless)
      if (name !== harmless) expect(markdown).not.toContain(name)
    }
  })

  test('is harmless in a refusal, too', async () => {
    const bot = await startBot()
    const typed = `"${name.replaceAll(/["\\]/g, '')}"`
    const { title, markdown } = await bot.says('boss001', `/role members ${typed}`)
    expect(title).toBe('Not done')
    expect(markdown).not.toMatch(/(?<!\\)[[*`#!]|<|[\u202a-\u202e\u2066-\u2069]/)
  })
})

test('where no card can be sent, the text is escaped as well', async () => {
  const bot = await startBot()
  bot.sandbox.faults.set('card-permission-missing')
  const name = '**x** [y](https://evil.example) <b>'
  const { id } = bot.sandbox.company.addRole(name, 900400)
  const { markdown } = await bot.says('boss001', `/role members ${id}`)
  expect(markdown).toContain(
    '#### \\*\\*x\\*\\* \\[y\\]\\(https://evil.example\\) &lt;b&gt;: 0 members',
  )
})
