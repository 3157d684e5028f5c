import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tsImport } from 'tsx/esm/api'

const { startPostgres } = await tsImport('../postgres-server.ts', import.meta.url)

/**
 * Before the first test file: one Postgres for the whole run, and an empty folder for what its workers share. Both are told
 * to them through the environment; jest loads this file as it is, without compiling it.
 */
export default async function setUp() {
  const [server, folder] = await Promise.all([
    startPostgres(),
    mkdtemp(join(tmpdir(), 'rolekeeper-run-')),
  ])
  process.env.TEST_POSTGRES = server.urlOf('{database}')
  process.env.TEST_FOLDER = folder
  globalThis.testRun = { server, folder }
}
