import { execFile } from 'node:child_process'
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { root } from './docs/documents.ts'
import { buildProgram, programFolder } from './support/built-program.ts'

/** A compiler that says first what lies in dist, compiles, and says then which folder it has made. */
const spy = `
  import { spawnSync } from 'node:child_process'
  import { existsSync, readFileSync, statSync } from 'node:fs'
  const args = process.argv.slice(2)
  const dist = existsSync('dist') ? readFileSync('dist/src/cli.js', 'utf8') : null
  const { status, stdout } = spawnSync(process.execPath, [${JSON.stringify(join(root, 'node_modules/typescript/bin/tsc'))}, ...args])
  const into = args[args.indexOf('--outDir') + 1]
  console.log(JSON.stringify({ dist, into, folder: statSync(into).ino, wrong: String(stdout) }))
  process.exitCode = status
`
const seen = z.object({
  dist: z.string().nullable(),
  into: z.string(),
  folder: z.number(),
  wrong: z.string(),
})

let project = ''
const at = (path: string) => join(project, path)
async function write(path: string, text: string) {
  await mkdir(dirname(at(path)), { recursive: true })
  await writeFile(at(path), text)
}

/** A program of one module, with a page of one. */
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'rolekeeper-build-'))
  const same = ['build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json']
  for (const file of [...same, 'public/sandbox/tsconfig.json'])
    await cp(join(root, file), at(file), { recursive: true })
  await write('node_modules/typescript/package.json', '{ "type": "module" }')
  await write('node_modules/typescript/bin/tsc', spy)
  await symlink(join(root, 'node_modules/@types'), at('node_modules/@types'))
  await write('src/cli.ts', 'export const version: number = 1\n')
  await write('public/sandbox/page.ts', 'document.title = "1"\n')
  await write('public/sandbox/index.html', '<title>1</title>\n')
})
afterEach(() => rm(project, { recursive: true, force: true }))

/** A command in the project; what the compiler has seen. */
const run = (command: string, ...args: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    const child = execFile(command, args, { cwd: project }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
async function build() {
  const { code, out, err } = await run(process.execPath, 'build.mjs')
  const lines = out.trim().split('\n')
  return { code, err, compilers: lines.map(line => seen.parse(JSON.parse(line))) }
}

/** The folders beside the sources whose names begin as that of the build. */
const built = async () => (await readdir(project)).filter(name => name.startsWith('dist'))
const filesIn = async (folder: string) =>
  (await readdir(at(folder), { recursive: true })).filter(path => /\.\w+$/.test(path)).sort()
const text = (path: string) => readFile(at(path), 'utf8')

describe('npm run build', () => {
  test('puts the program and the page in place in one move', async () => {
    expect((await build()).code).toBe(0)
    const first = await text('dist/src/cli.js')
    await write('dist/src/of-the-first.js', '')
    await write('src/cli.ts', 'export const version: number = 2\n')
    await write('public/sandbox/index.html', '<title>2</title>\n')

    const { code, compilers } = await build()
    expect(code).toBe(0)
    // While they compile, what is there stays as it is; what they make lies beside it, and is then itself there.
    expect(compilers.map(({ dist }) => dist)).toEqual([first, first])
    const program = compilers.find(({ into }) => !into.endsWith('public/sandbox'))
    expect(dirname(program?.into ?? '')).toBe(project)
    expect(basename(program?.into ?? '')).toMatch(/^dist-\d+$/)
    expect((await stat(at('dist'))).ino).toBe(program?.folder)
    expect(await text('dist/src/cli.js')).toContain('version = 2')
    expect(await filesIn('dist/src')).toEqual(['cli.js', 'cli.js.map'])
    expect(await filesIn('dist/public')).toEqual(['sandbox/index.html', 'sandbox/page.js'])
    expect(await text('dist/public/sandbox/index.html')).toBe('<title>2</title>\n')
    expect(await built()).toEqual(['dist'])
  })

  test.each(['src/cli.ts', 'public/sandbox/page.ts'])(
    'leaves what is there as it was when %s does not compile',
    async file => {
      expect((await build()).code).toBe(0)
      const before = await stat(at('dist'))
      const first = await text('dist/src/cli.js')
      await write('src/cli.ts', 'export const version: number = 2\n')
      await write(file, 'export const version: number = "two"\n')

      const { code, compilers } = await build()
      expect(code).toBe(1)
      expect(compilers.map(({ wrong }) => wrong).join('')).toContain(`${file}(1,14): error TS2322`)
      expect((await stat(at('dist'))).ino).toBe(before.ino)
      expect(await text('dist/src/cli.js')).toBe(first)
      expect(await built()).toEqual(['dist'])
    },
  )
})

test('npm run doctor builds nothing, and says so where nothing is built', async () => {
  const { code, out, err } = await run('npm', 'run', '--silent', 'doctor')
  expect({ code, out, err }).toEqual({
    code: 1,
    out: '',
    err: 'Nothing is built yet. Run `npm run build` first.\n',
  })
  expect(await built()).toEqual([])
  await write('src/cli.ts', 'console.log(process.argv[2])\n')
  await build()
  await write('src/cli.ts', '')
  expect(await run('npm', 'run', '--silent', 'doctor')).toMatchObject({
    code: 0,
    out: 'doctor\n',
  })
})

test('what npm would publish holds the whole page', async () => {
  await buildProgram()
  // What a watch remembers is no part of it.
  const packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })])
  await cp(join(programFolder, 'dist'), at('dist'), { recursive: true })
  for (const remembered of ['dist/built', 'dist/public/built']) await write(remembered, '')
  const { out } = await run('npm', 'pack', '--dry-run', '--json')
  const paths = packed.parse(JSON.parse(out))[0].files.map(({ path }) => path)
  const page = (await filesIn('dist/public')).map(file => `dist/public/${file}`)
  expect(page).toContain('dist/public/sandbox/index.html')
  expect(page).toContain('dist/public/sandbox/page.js')
  expect(paths.filter(path => path.startsWith('dist/public/')).sort()).toEqual(page)
  expect(paths).toContain('dist/src/cli.js')
  expect(paths.filter(path => !/^dist\/|^package\.json$/.test(path))).toEqual([])
  expect(paths.filter(path => path.endsWith('built'))).toEqual([])
})
