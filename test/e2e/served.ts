import { afterEach } from '@jest/globals'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import { createSettled } from '../support/settled.ts'
import { emptyFolder, startProgram } from './program.ts'

const minute = 60_000

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
  await sandbox.connected()
  return program
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
