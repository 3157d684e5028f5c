import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { readConfig } from '../src/config.ts'
import { usageOf } from '../src/core/parse.ts'
import { defaultPolicy } from '../src/core/policy.ts'
import { staleByEvent } from '../src/dingtalk/frames/stale-by-event.ts'
import { createMetrics } from '../src/http/metrics.ts'
import { loadCommands } from '../src/load-commands.ts'
import { readPolicy } from '../src/policy-file.ts'
import { readScript } from '../src/sandbox/script/read-script.ts'
import { createWords } from '../src/words/create-words.ts'
import { en } from '../src/words/en.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const below = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(path => join(folder, String(path)))
    .filter(path => path.endsWith(ending))

const readme = read('README.md')
const chinese = read('README.zh-CN.md')
const goLive = read('docs/go-live.md')
const operations = read('docs/operations.md')
const decisions = below('docs/decisions', '.md').sort()
const documents = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', ...below('docs', '.md')]

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
  const tables = [
    ['README.md', 'Command', createWords('en')],
    ['README.zh-CN.md', '命令', createWords('zh')],
  ] as const

  test.each(tables)(
    'the table of %s has each with its syntax, summary and aliases, and no other',
    async (path, first, words) => {
      const commands = await loadCommands()
      expect(table(read(path), first)).toEqual(
        commands.map(command => [
          `\`${usageOf(command, words)}\``,
          words.text(command.summary),
          (command.aliases ?? []).map(alias => `\`/${alias}\``).join(', '),
        ]),
      )
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

describe('the two READMEs', () => {
  const marks = (text: string, pattern: RegExp) => new Set(found(text, pattern))

  test('have the same commands of the chat and of the shell', () => {
    const chat = /`(?:@Rolekeeper )?(\/[a-z][^`<[]*?)(?: [<[][^`]*)?`/gu
    expect(marks(chinese, chat)).toEqual(marks(readme, chat))
    const shell = (text: string) =>
      found(text, /^```sh\n([\s\S]*?)^```$/gmu).flatMap(block => block.trim().split('\n'))
    expect(shell(readme).length).toBeGreaterThan(5)
    expect(shell(chinese)).toEqual(shell(readme))
  })

  test('have the same sections, promises, links and pictures', () => {
    const shape = (text: string) => ({
      headings: found(text, /^(#+) .*$/gmu),
      numbered: found(text, /^(\d+)\. /gmu),
      links: new Set(found(text, /\]\(([^)]+)\)/gu).filter(link => !link.startsWith('README'))),
    })
    expect(shape(chinese)).toEqual(shape(readme))
    expect(readme).toContain('(README.zh-CN.md)')
    expect(chinese).toContain('(README.md)')
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
    const rows = table(goLive, 'Setting').map(([name, value]) => [bare(name), bare(value)])
    const defaults = settings().map(name => [
      name,
      name in needed ? 'required' : shown[name] || 'not set',
    ])
    expect(rows).toEqual(defaults)
  })
})

test('every snippet of the policy cookbook is a policy', async () => {
  const names = (await loadCommands()).map(({ name }) => name)
  const snippets = found(read('docs/policy.md'), /^```yaml\n([\s\S]*?)^```$/gmu)
  expect(snippets.length).toBeGreaterThan(8)
  const problems = snippets.map(text => readPolicy(text, names)).filter(({ ok }) => !ok)
  expect(problems).toEqual([])
  expect(readPolicy(snippets.at(-1) ?? '', names)).toEqual({ ok: true, policy: defaultPolicy })
})

test('the risks of the policy cookbook are those of the commands', async () => {
  const rows = table(read('docs/policy.md'), 'Risk')
  const commands = await loadCommands()
  const risks = ['low', 'high', 'critical'] as const
  for (const risk of risks) {
    const named = found(
      rows.find(([first]) => first === risk)?.[1] ?? '',
      /`\/([a-z ]+?)(?: --.*?)?`/gu,
    )
    const have = commands.filter(command => command.risk === risk).map(({ name }) => name)
    expect(named).toEqual(expect.arrayContaining(have))
  }
})

describe('the page on the sandbox', () => {
  const page = read('docs/sandbox.md')

  test('shows an example and the beginning of what it prints', () => {
    const blocks = found(page, /^```\n([\s\S]*?)^```$/gmu)
    expect(blocks[0]).toBe(read('examples/rename.script'))
    expect(read('examples/rename.txt').startsWith(blocks[1]?.trimEnd() ?? '?')).toBe(true)
  })

  test('names lines that scripts have', () => {
    const lines = table(page, 'Line').map(([line]) => bare(line))
    expect(lines.length).toBeGreaterThan(8)
    expect(readScript(lines.join('\n'))).toMatchObject({ ok: true })
  })
})

test('what people are told, as the page on trouble quotes it, is told', () => {
  const sentences = Object.values({ ...en }).join('\n')
  const quoted = table(read('docs/troubleshoot.md'), 'What it says').map(([said = '']) =>
    said.replaceAll('"', '').replace(/ ?….*/u, ''),
  )
  expect(quoted.length).toBeGreaterThan(5)
  expect(quoted.filter(sentence => !sentences.includes(sentence))).toEqual([])
})

test('the events to tick are those that make something stale', () => {
  const codes = table(read('docs/set-up.md'), 'Event').map(([, code]) => bare(code))
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
