import { afterEach } from '@jest/globals'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import { createSettled } from '../support/settled.ts'
import { emptyFolder, startProgram } from './program.ts'

const minute = 60_000

type Program = Pick<ReturnType<typeof startProgram>, 'said' | 'ended'>

const sandboxes: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close()
})

/** A sandbox that is closed after the test. */
export async function company(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ qps: 1000, ...options })
  sandboxes.push(sandbox)
  return sandbox
}

/** `npm start` in this company, on this database; resolves once it is connected. */
export async function serve(sandbox: Sandbox, databaseUrl: string) {
  await eventually(() => sandbox.connections() === 0, minute)
  const settings = { ...sandbox.environment, DATABASE_URL: databaseUrl, PORT: '0' }
  const program = startProgram('serve', { cwd: await emptyFolder(), settings })
  await connected(sandbox, program)
  return program
}

/** Resolves once it is connected; rejects with what it said where it ends before. */
export async function connected(sandbox: Sandbox, { said, ended }: Program): Promise<void> {
  const endedBefore = ended.then(({ code, signal }) => {
    throw new Error(`the program ended with ${code ?? signal}: ${said.out}${said.err}`)
  })
  await Promise.race([sandbox.connected(), endedBefore])
}

/** Resolves when the program has nothing left to do, and DingTalk has answered all of it. */
export const settled = (sandbox: Sandbox, databaseUrl: string): Promise<void> =>
  createSettled({
    sandbox,
    databaseUrl,
    now: () => new Date(),
    // What it does for a request is in the database, and what it asks of DingTalk is under way there.
    busy: () => false,
    // It does so every 5 s (main.ts).
    lookAround() {},
  })()
