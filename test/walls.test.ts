import { readdir, readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))

async function readSources() {
  const names = await Promise.all(
    ['src', 'commands'].map(async folder =>
      (await readdir(join(root, folder), { recursive: true })).map(file => join(folder, file)),
    ),
  )
  return Promise.all(
    names
      .flat()
      .filter(file => file.endsWith('.ts'))
      .map(async file => ({ file, text: await readFile(join(root, file), 'utf8') })),
  )
}

const sources = await readSources()
const lines = sources.map(({ file, text }) => ({ file, count: text.split('\n').length - 1 }))

/** `src/dingtalk/stream/stream.ts` is in `dingtalk`; what lies in src/ itself and in src/cli builds the house and knows every room. */
const roomOf = (file: string) =>
  file.startsWith('commands') ? 'commands' : (/^src\/(?!cli\/)([^/]+)\//.exec(file)?.[1] ?? 'house')

const imports = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, what = '']) => ({ file, what })),
)
const ours = imports
  .filter(({ what }) => what.startsWith('.'))
  .map(({ file, what }) => ({ file, to: normalize(join(file, '..', what)) }))
const packages = imports.filter(({ what }) => !what.startsWith('.'))
const importersOf = (name: string) =>
  [...new Set(packages.filter(({ what }) => what === name).map(({ file }) => file))].sort()

/** Imports run one way: adapters know core, nobody knows another adapter, and the sandbox knows nobody. */
const mayKnow: Readonly<Record<string, readonly string[]>> = {
  core: [],
  commands: ['core'],
  dingtalk: ['core'],
  store: ['core'],
  http: ['core'],
  i18n: ['core'],
  runtime: ['core'],
  doctor: ['core'],
  sandbox: [],
}

test('imports run one way', () => {
  const wrong = ours.filter(({ file, to }) => {
    const [from, room] = [roomOf(file), roomOf(to)]
    return from !== 'house' && from !== room && !mayKnow[from]?.includes(room)
  })
  expect(wrong).toEqual([])
  expect(ours.length).toBeGreaterThan(100)
})

test('nothing imports main but the program itself', () => {
  expect(ours.filter(({ to }) => to === 'src/main.ts')).toEqual([
    { file: 'src/cli.ts', to: 'src/main.ts' },
  ])
})

test('the linter holds the walls of every room', async () => {
  const biome = z
    .object({
      overrides: z.array(z.object({ includes: z.array(z.string()), linter: z.unknown() })),
    })
    .parse(JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')))
  const walled = biome.overrides
    .filter(({ linter }) => JSON.stringify(linter).includes('noRestrictedImports'))
    .flatMap(({ includes }) => includes)
  const rooms = new Set(sources.map(({ file }) => roomOf(file)))
  rooms.delete('house')
  for (const room of rooms)
    expect(walled).toContain(room === 'commands' ? 'commands/**' : `src/${room}/**`)
  expect([...rooms].sort()).toEqual(Object.keys(mayKnow).sort())
})

test('core stands on three packages', () => {
  const used = packages.filter(({ file }) => roomOf(file) === 'core').map(({ what }) => what)
  expect([...new Set(used)].sort()).toEqual(['fastest-levenshtein', 'yargs-parser', 'zod'])
})

test('a foreign thing has one place', () => {
  expect(importersOf('dingtalk-stream')).toHaveLength(1)
  expect(importersOf('winston')).toEqual(['src/logger.ts'])
  expect(importersOf('kysely').every(file => roomOf(file) === 'store')).toBe(true)
  expect(importersOf('undici').every(file => roomOf(file) === 'dingtalk')).toBe(true)
  const readers = sources.filter(({ text }) => text.includes('process.env')).map(({ file }) => file)
  expect(readers).toEqual(['src/config.ts'])
})

test('files are small: 250 lines at most', () => {
  expect(lines.filter(({ count }) => count > 250)).toEqual([])
})

test('no folder is a drawer, and no file only passes on', () => {
  const drawers = /(^|\/)(utils?|helpers?|types|misc|common)(\/|\.ts$)/
  expect(sources.filter(({ file }) => drawers.test(file) || file.endsWith('/index.ts'))).toEqual([])
})
