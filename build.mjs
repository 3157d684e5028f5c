// node build.mjs [FOLDER]          compiles the program and the sandbox's page into dist, or into another folder
// node build.mjs --dev             the same, also where types are wrong, and so that --watch goes on from there
// node build.mjs --dev --watch     compiles what is saved, in place
// node build.mjs --is-built        says so, and fails, where there is nothing to run yet

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, rename, rm, utimes, watch } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values: asked, positionals } = parseArgs({
  options: {
    dev: { type: 'boolean' },
    watch: { type: 'boolean' },
    'is-built': { type: 'boolean' },
  },
  allowPositionals: true,
})
const root = import.meta.dirname
const [folder = 'dist'] = positionals
const dist = resolve(root, folder)
const page = 'public/sandbox'

/** Resolves to whether all of it compiles. */
function tsc(...args) {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const running = spawn(process.execPath, [compiler, ...args], { cwd: root, stdio: 'inherit' })
  return new Promise((done, fail) => {
    running.once('error', fail).once('exit', code => done(code === 0))
  })
}

/** The program and the page at once; with `--dev` what was found out is kept beside it, in `built`. */
async function compile(into, ...options) {
  const project = (path, out, remembered) =>
    tsc(
      ...['-p', path, '--noEmit', 'false', '--outDir', join(into, out), ...options],
      ...(asked.dev ? ['--incremental', '--tsBuildInfoFile', join(into, remembered)] : []),
    )
  const compiled = await Promise.all([
    project('tsconfig.build.json', '.', 'built'),
    project(page, page, 'public/built'),
  ])
  return compiled.every(Boolean)
}

/** The page's document and styles are served as they were written; what is compiled is not copied. */
const isServedAsItIs = path => !/\.(?:ts|json)$/.test(path)

/** Beside what is there, and then in its place by two renames: a robot that runs from there never sees half of it. */
async function build() {
  const fresh = `${dist}-${process.pid}`
  const old = `${fresh}-old`
  // Ctrl-C ends the compilers, and with them the build; what it has begun is removed all the same.
  process.once('SIGINT', () => {})
  try {
    const sound = await compile(fresh)
    if (!sound && !asked.dev) return false
    const [from, to] = [join(root, page), join(fresh, page)]
    await cp(from, to, { recursive: true, filter: isServedAsItIs })
    const stood = existsSync(dist)
    if (stood) await rename(dist, old)
    await rename(fresh, dist).catch(async error => {
      if (stood) await rename(old, dist)
      throw error
    })
    return sound
  } finally {
    for (const left of [fresh, old]) await rm(left, { recursive: true, force: true })
  }
}

/** Never ends by itself. */
async function keepBuilding() {
  const [from, to] = [join(root, page), join(dist, page)]
  const copyWhatIsSaved = async () => {
    // An editor may put a file away for a moment before it puts the new one there.
    for await (const { filename } of watch(from, { recursive: true }))
      if (isServedAsItIs(filename))
        await cp(join(from, filename), join(to, filename)).catch(() => {})
  }
  // Node starts the sandbox again when one of its own modules is written; the page's are none.
  const server = join(dist, 'src/sandbox/page/page.js')
  const startAgain = async () => {
    for await (const _ of watch(to, { recursive: true }))
      await utimes(server, new Date(), new Date()).catch(() => {})
  }
  const compiling = compile(dist, '--watch', '--preserveWatchOutput')
  return Promise.race([compiling, copyWhatIsSaved(), startAgain()])
}

function isBuilt() {
  const built = existsSync(join(dist, 'src/cli.js'))
  if (!built) process.stderr.write('Nothing is built yet. Run `npm run build` first.\n')
  return built
}

const act = asked['is-built'] ? isBuilt : asked.watch ? keepBuilding : build
process.exitCode = (await act()) ? 0 : 1
