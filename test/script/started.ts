import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach } from '@jest/globals'

const root = fileURLToPath(new URL('../..', import.meta.url))

const started: ChildProcess[] = []
// Told, not killed: a sandbox ends its robot with itself.
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    await exit
  }
})

/** Node with these arguments in the root folder, to the end of the test; what it has printed is in `said`. */
export function start(args: readonly string[], env: NodeJS.Dict<string> = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', data => {
    said.out += data
  })
  child.stderr.on('data', data => {
    said.err += data
  })
  return { said, child }
}

/** Asks a sandbox under `/control`, or tells it a body; the answer as text. */
export const controlOf =
  (url: string) =>
  async (path: string, body?: object): Promise<string> => {
    const answer = await fetch(`${url}/control/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return answer.text()
  }
