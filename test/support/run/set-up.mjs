import { existsSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tsImport } from 'tsx/esm/api'

const { startPostgres } = await tsImport('../postgres-server.ts', import.meta.url)

const memory = '/dev/shm'
const enough = 2 * 2 ** 30

/** In memory where there is room for it: what survives a power cut is not what these tests are about. */
async function place() {
  const room = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return room > enough ? memory : tmpdir()
}

/**
 * Before the first test file: one Postgres for the whole run, and a folder for what its workers share and for whatever is
 * temporary. They are told through the environment; jest loads this file as it is, without compiling it.
 */
export default async function setUp() {
  // Without a desktop around the page it needs a third less of the processor.
  const shell = '/usr/bin/chromium-headless-shell'
  if (existsSync(shell)) process.env.CHROMIUM_PATH ??= shell
  const folder = await mkdtemp(join(await place(), 'rolekeeper-run-'))
  // Postgres does not run as root (postgres-server.ts), and reaches its data through here.
  await chmod(folder, 0o755)
  process.env.TEST_FOLDER = folder
  process.env.TMPDIR = folder
  const server = await startPostgres()
  // Whoever breaks a run off leaves nothing in memory.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(130)
    })
  process.env.TEST_POSTGRES = server.urlOf('{database}')
  globalThis.testRun = { server, folder }
}
