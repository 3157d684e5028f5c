import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { root } from './documents.ts'

const run = promisify(execFile)
let copy = ''

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'rolekeeper-recipe-'))
  for (const part of ['src', 'commands', 'package.json', 'tsconfig.json', 'tsconfig.build.json'])
    await cp(join(root, part), join(copy, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rm(copy, { recursive: true, force: true }))

/** Does what the page says with a block whose first line names a file: a new file, or lines at the end of a catalogue, unless they are there. */
async function follow(block: string) {
  const [, path = '', text = ''] = /^\/\/ (\S+)\n([\s\S]*)$/u.exec(block) ?? []
  const file = join(copy, path)
  await mkdir(dirname(file), { recursive: true })
  const there = await readFile(file, 'utf8').catch(() => '')
  const isCatalogue = path.startsWith('src/i18n/')
  const missing = text.split(/(?<=\n)/u).filter(line => !there.includes(line))
  await writeFile(file, isCatalogue ? there.replace(/(?=^\} as const$)/mu, missing.join('')) : text)
  return path
}

test('the recipes for a question and a change compile, and give those commands', async () => {
  const page = await readFile(join(root, 'docs/write-a-command.md'), 'utf8')
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gmu)].map(([, block = '']) => block)
  const paths = []
  for (const block of blocks) paths.push(await follow(block))
  expect(paths).toEqual([
    'commands/role/count.ts',
    'commands/role/clear.ts',
    'src/i18n/en/commands.ts',
    'src/i18n/zh/commands.ts',
    'test/changes/clear.test.ts',
  ])

  // Only what a command can reach: the other rooms are none of its business.
  const include = ['commands', 'src/load-commands.ts', 'src/i18n/create-i18n.ts']
  const project = JSON.stringify({ extends: './tsconfig.build.json', include })
  await writeFile(join(copy, 'tsconfig.recipe.json'), project)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const build = run(process.execPath, [tsc, '-p', 'tsconfig.recipe.json'], { cwd: copy })
  const errors = await build.then(
    () => '',
    ({ stdout }) => String(stdout),
  )
  expect(errors).toBe('')
  const ask = `
    const { loadCommands } = await import('./dist/src/load-commands.js')
    const { createParser, usageOf } = await import('./dist/src/core/parse/parse-command.js')
    const { createI18n } = await import('./dist/src/i18n/create-i18n.js')
    const i18n = createI18n('en')
    const commands = await loadCommands()
    const parse = createParser({ commands, i18n })
    const { kind, command, line } = parse({ text: '/角色 人数 1203141', mentions: [] })
    const card = command.card({ name: '财务', members: 2 }, i18n)
    const clear = commands.find(({ name }) => name === 'role clear')
    const plan = {
      role: { id: 1203142, name: '出纳' },
      people: [{ userid: 'EMP123', name: '王芳', limited: false }],
    }
    const change = clear.card(plan, i18n)
    const undo = clear.undo(plan, { done: ['EMP123'] })
    const usage = [command, clear].map(one => usageOf(one, i18n))
    console.log(JSON.stringify({ kind, line, usage, titles: [card.title, change.title], undo }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', ask], { cwd: copy })
  expect(JSON.parse(stdout)).toEqual({
    kind: 'command',
    line: '/role count 1203141',
    usage: ['/role count <role>', '/role clear <role>'],
    titles: ['财务: 2', 'clear role 出纳'],
    undo: ['role', 'add', '1203142', 'EMP123'],
  })
})
