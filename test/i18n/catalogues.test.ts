import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { en } from '../../src/i18n/en.ts'
import { zh } from '../../src/i18n/zh.ts'
import { loadCommands } from '../../src/load-commands.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const base = (key: string) => key.replace(/_(one|other)$/, '')
/** `{{name}}` and `{{- name}}` differ: the second is not escaped. */
const params = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g))].sort()

async function sources(): Promise<string> {
  const files = await Promise.all(
    ['src', 'commands'].map(async folder =>
      (await readdir(join(root, folder), { recursive: true })).map(file => join(folder, file)),
    ),
  )
  const code = files.flat().filter(file => /\.ts$/.test(file) && !/^src\/i18n\/(en|zh)/.test(file))
  return (await Promise.all(code.map(file => readFile(join(root, file), 'utf8')))).join('\n')
}

describe('the two catalogues', () => {
  test('have the same keys, Chinese without a singular', () => {
    const english = Object.keys(en).filter(key => !key.endsWith('_one'))
    expect(Object.keys(zh).sort()).toEqual(english.sort())
  })

  test.each(Object.entries(zh))('%s: needs the same things in both', (key, text) => {
    const english = Object.entries(en).filter(([name]) => base(name) === base(key))
    for (const [, sentence] of english) expect(params(text)).toEqual(params(sentence))
  })

  test('say something in every sentence, in their own language', () => {
    for (const text of [...Object.values(en), ...Object.values(zh)])
      expect(text.trim()).not.toBe('')
    for (const text of Object.values(en))
      expect(text.replace(/（[^）]*）|\([^)]*\)/g, '')).not.toMatch(/[，。：？]/)
  })

  test('have no key that nothing says', async () => {
    const code = await sources()
    const literals = new Set([...code.matchAll(/'([\w.]+)'/g)].map(([, literal]) => literal))
    const patterns = [...code.matchAll(/`([\w.]*)\$\{[^}`]+\}([\w.]*)`/g)]
      .filter(([, before]) => /^[a-z]+\./i.test(before ?? ''))
      .map(([, before = '', after = '']) => ({ before, after }))
    const isSaid = (key: string) =>
      literals.has(key) ||
      patterns.some(({ before, after }) => key.startsWith(before) && key.endsWith(after))
    expect(
      Object.keys(en)
        .map(base)
        .filter(key => !isSaid(key)),
    ).toEqual([])
  })

  test('describe no argument that no command takes', async () => {
    const names = new Set(
      (await loadCommands()).flatMap(({ syntax }) => syntax.map(arg => arg.name)),
    )
    const described = Object.keys(en).flatMap(key => /^arg\.([\w-]+)$/.exec(key)?.[1] ?? [])
    expect(described.sort()).toEqual([...names].sort())
  })
})

describe.each(['en', 'zh'] as const)('every command in %s', locale => {
  test('has a summary and arguments that are described', async () => {
    const i18n = createI18n(locale)
    for (const { summary, syntax } of await loadCommands()) {
      expect(i18n.t(summary)).not.toBe(summary)
      for (const { name } of syntax) {
        const { label, is } = i18n.argument(name)
        expect(label).not.toContain('arg.')
        expect(is).not.toContain('arg.')
      }
    }
  })
})

test('numbers choose the form, in the language that has two', () => {
  const said = (locale: 'en' | 'zh', count: number) =>
    createI18n(locale).t('role.list.title', { count })
  expect([0, 1, 2].map(count => said('en', count))).toEqual(['0 roles', '1 role', '2 roles'])
  expect([0, 1, 2].map(count => said('zh', count))).toEqual(['0 个角色', '1 个角色', '2 个角色'])
})

test('a sentence of ours inside a parameter stays a parameter', () => {
  const role = '{{count}} $t(help.title)'
  expect(createI18n('en').t('role.unknown', { role })).toContain(`"${role}"`)
})
