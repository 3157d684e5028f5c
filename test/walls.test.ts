import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))

async function readSources(...folders: readonly string[]) {
  const names = await Promise.all(
    folders.map(async folder =>
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

const sources = await readSources('src', 'commands')
const page = await readSources('public')
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
    { file: 'src/cli/serve.ts', to: 'src/main.ts' },
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

test('core stands on four packages', () => {
  const used = packages.filter(({ file }) => roomOf(file) === 'core').map(({ what }) => what)
  expect([...new Set(used)].sort()).toEqual([
    'fastest-levenshtein',
    'unhomoglyph',
    'yargs-parser',
    'zod',
  ])
})

test('a foreign thing has one place', () => {
  expect(importersOf('dingtalk-stream')).toHaveLength(1)
  expect(importersOf('winston')).toEqual(['src/logger.ts'])
  expect(importersOf('kysely').every(file => roomOf(file) === 'store')).toBe(true)
  // Where the limits of time and length stand.
  expect(importersOf('undici')).toEqual(['src/dingtalk/openapi/http.ts'])
  const readers = sources.filter(({ text }) => text.includes('process.env')).map(({ file }) => file)
  expect(readers).toEqual(['src/config.ts'])
})

test('a file is one idea, and a folder holds no more than can be looked over', () => {
  expect(lines.filter(({ count }) => count > 250)).toEqual([])
  const folders = new Map<string, number>()
  for (const { file } of sources) folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1)
  expect([...folders].filter(([, count]) => count > 16)).toEqual([])
  expect(folders.get('src')).toBeLessThanOrEqual(8)
})

/** The files of each circle of imports, those of types included. */
function circles(edges: readonly { file: string; to: string }[]): string[][] {
  const next = new Map<string, string[]>()
  for (const { file, to } of edges) next.set(file, [...(next.get(file) ?? []), to])
  const reachable = (from: string) => {
    const seen = new Set<string>()
    const open = [...(next.get(from) ?? [])]
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (seen.has(file)) continue
      seen.add(file)
      open.push(...(next.get(file) ?? []))
    }
    return seen
  }
  const reach = new Map([...next.keys()].map(file => [file, reachable(file)]))
  const inCircle = [...reach].filter(([file, seen]) => seen.has(file)).map(([file]) => file)
  const circleOf = (file: string) =>
    inCircle.filter(one => reach.get(file)?.has(one) && reach.get(one)?.has(file)).sort()
  return [...new Set(inCircle.map(file => circleOf(file).join(' ')))].map(one => one.split(' '))
}

test('no import goes round in a circle, not even of types', () => {
  expect(circles(ours)).toEqual([])
  const planted = { file: 'src/core/errors.ts', to: 'src/core/bot.ts' }
  expect(circles([...ours, planted])[0]).toEqual(
    expect.arrayContaining(['src/core/bot.ts', 'src/core/errors.ts']),
  )
})

test('the page is made of its own modules alone, in small files and folders', async () => {
  const foreign = page.flatMap(({ file, text }) =>
    [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)]
      .map(([, what = '']) => ({ file, what, to: normalize(join(file, '..', what)) }))
      .filter(({ what, to }) => !what.startsWith('.') || !to.startsWith('public/sandbox/')),
  )
  expect(foreign).toEqual([])
  expect(page.filter(({ text }) => text.split('\n').length > 250)).toEqual([])
  const paths = await readdir(join(root, 'public'), { recursive: true })
  const inFolder = (folder: string) => paths.filter(path => dirname(path) === folder)
  expect([...new Set(paths.map(dirname))].filter(one => inFolder(one).length > 16)).toEqual([])
})

test('no folder is a drawer, and no file only passes on', () => {
  const drawers = /(^|\/)(utils?|helpers?|types|misc|common)(\/|\.ts$)/
  expect(
    [...sources, ...page].filter(({ file }) => drawers.test(file) || file.endsWith('/index.ts')),
  ).toEqual([])
})
