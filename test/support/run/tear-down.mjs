import { rm } from 'node:fs/promises'
import { saySkipped } from './say-skipped.mjs'

/** After the last test file. */
export default async function tearDown() {
  const { server, folder } = globalThis.testRun
  await server.stop()
  await rm(folder, { recursive: true, force: true })
  saySkipped()
}
