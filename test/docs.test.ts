import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../src/config.ts'
import { usageOf } from '../src/core/parse.ts'
import { staleByEvent } from '../src/dingtalk/frames/stale-by-event.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { loadCommands } from '../src/load-commands.ts'
import { createWords } from '../src/words/create-words.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const below = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(path => join(folder, String(path)))
    .filter(path => path.endsWith(ending))

const readme = read('README.md')
const operations = read('docs/operations.md')
const decisions = below('docs/decisions', '.md').sort()
const documents = ['README.md', 'CONTRIBUTING.md', ...below('docs', '.md')]

/** What matches the pattern's first group, in order. */
const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, one = '']) => one)
/** The rows of the table whose header begins with `first`, cell by cell. */
function table(text: string, first: string): string[][] {
  const [, after = ''] = text.split(new RegExp(`^ *\\| ${first} \\|.*\\n *\\|[-|]+\\n`, 'mu'))
  const [rows = ''] = after.split(/^ *(?!\s*\|)/mu)
  const lines = rows.split('\n').filter(line => line.trim() !== '')
  return lines.map(line =>
    line
      .trim()
      .slice(2, -1)
      .split(' | ')
      .map(cell => cell.trim()),
  )
}
const bare = (cell = '') => cell.replaceAll('`', '')

describe('commands of the chat', () => {
  const words = createWords('en')

  test('the table has each with its syntax, summary and aliases, and no other', async () => {
    const commands = await loadCommands()
    expect(table(readme, 'Command')).toEqual(
      commands.map(command => [
        `\`${usageOf(command, words)}\``,
        words.text(command.summary),
        (command.aliases ?? []).map(alias => `\`/${alias}\``).join(', '),
      ]),
    )
  })

  test('every line in the documents begins with one', async () => {
    const phrases = (await loadCommands()).map(({ name }) => `/${name}`)
    const known = [...phrases, '/role count']
    for (const path of documents) {
      const lines = found(
        read(path),
        /`(?:@\S+(?: name)? )?(\/(?:role|rbac|help|whoami|status)\b[^`]*)`/gu,
      )
      const strange = lines.filter(line => !known.some(phrase => line.startsWith(phrase)))
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
  const usage = createWords('en').text('cli.usage')
  const ours = found(
    all,
    /(?:rolekeeper|dist\/src\/cli\.js) (serve|sandbox|doctor|audit|policy)\b/gu,
  )
  for (const command of ours) expect(usage).toContain(`rolekeeper ${command}`)
})

describe('settings', () => {
  /** The names that config.ts asks the environment for. */
  function settings(): string[] {
    const asked = new Set<string>()
    const env = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, name) => void asked.add(String(name)) })
    readConfig(env, {})
    return [...asked]
  }
  const needed = { DINGTALK_CLIENT_ID: 'dinga', DINGTALK_CLIENT_SECRET: 's', DINGTALK_CORP_ID: 'c' }
  const example = read('.env.example')
  const shown = parseEnv(example.replace(/^# (?=[A-Z_]+=)/gmu, ''))
  const forCompose = found(read('compose.yaml'), /\$\{(\w+)/gu)

  test('.env.example shows each, and no other', () => {
    const names = Object.keys(shown).filter(name => !forCompose.includes(name))
    expect(names.sort()).toEqual(settings().sort())
  })

  test('.env.example asks for what is required, and shows the defaults of the rest', () => {
    expect(Object.keys(parseEnv(example))).toEqual(Object.keys(needed))
    const filledIn = readConfig(needed, shown)
    expect(filledIn.ok).toBe(true)
    expect(filledIn).toEqual(readConfig(needed, {}))
  })

  test('the table has each with its default, and no other', () => {
    const rows = table(readme, 'Setting').map(([name, value]) => [bare(name), bare(value)])
    const defaults = settings().map(name => [
      name,
      name in needed ? 'required' : shown[name] || 'not set',
    ])
    expect(rows).toEqual(defaults)
  })
})

test('the events to tick are those that make something stale', () => {
  const codes = table(readme, 'Event').map(([, code]) => bare(code))
  const known = found(read('src/dingtalk/frames/stale-by-event.ts'), /^ {2}(\w+): \[/gmu)
  expect(codes.filter(code => staleByEvent(code).length === 0)).toEqual([])
  expect(codes.sort()).toEqual(known.sort())
})

test('the metrics are those of GET /metrics', async () => {
  const { body } = await createMetrics({ states: async () => ({}) }).text()
  const names = table(operations, 'Metric').map(([name]) => bare(name))
  expect(names.sort()).toEqual(found(body, /^# TYPE (rolekeeper_\w+)/gmu).sort())
})

test('the events to look for in the log are logged somewhere', () => {
  const sources = below('src', '.ts').map(read).join('\n')
  const events = table(operations, 'Event').map(([event]) => bare(event))
  expect(events.length).toBeGreaterThan(5)
  expect(events.filter(event => !sources.includes(`'${event}'`))).toEqual([])
})

test('links lead to files that exist, and to headings that they have', () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-')
  const headings = (path: string) => found(read(path), /^#+ (.*)$/gmu).map(slug)
  const broken = documents.flatMap(path =>
    found(read(path), /\]\(([^)]+)\)/gu)
      .filter(link => !/^[a-z]+:/u.test(link))
      .filter(link => {
        const [to = '', heading] = link.split('#')
        const target = to === '' ? path : relative(root, join(root, dirname(path), to))
        if (!existsSync(join(root, target))) return true
        return heading !== undefined && !headings(target).includes(heading)
      })
      .map(link => `${path}: ${link}`),
  )
  expect(broken).toEqual([])
})

describe('size', () => {
  test('the architecture fits one screen', () => {
    expect(read('docs/architecture.md').split('\n').length).toBeLessThanOrEqual(50)
  })

  test('decisions are numbered without a gap, half a page each, in one form', () => {
    expect(decisions.length).toBeGreaterThan(0)
    decisions.forEach((path, index) => {
      const number = String(index + 1)
      expect(path).toContain(`/${number.padStart(4, '0')}-`)
      const text = read(path)
      expect(text.startsWith(`# ${number}. `)).toBe(true)
      expect(found(text, /^## (.*)$/gmu)).toEqual(['Context', 'Decision', 'Consequences'])
      expect(text.split('\n').length).toBeLessThanOrEqual(30)
    })
  })
})
