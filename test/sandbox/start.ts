import { afterAll } from '@jest/globals'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { createClient } from './client.ts'

const running: Sandbox[] = []
afterAll(() => Promise.all(running.map(sandbox => sandbox.close())))

/** A sandbox and a client of it; closed after the file's tests, however they end. */
export async function start(options: SandboxOptions = {}) {
  const sandbox = await createSandbox(options)
  running.push(sandbox)
  return { sandbox, client: createClient(sandbox) }
}
