import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentWith } from './config.ts'
import type { Words } from './core/words.ts'
import { createSandbox, type Sandbox } from './sandbox/sandbox.ts'
import { systemClock } from './system-clock.ts'
import { untilStopped } from './until-stopped.ts'

/** Where the page is, unless something else is there already. */
const usualPort = 4780

/**
 * A DingTalk of one's own and the real robot beside it, as a process of its own that is configured to it over the real wire.
 * Both end with Ctrl-C. The company and the robot's memory are new at each start.
 */
export async function runSandbox(words: Words, print: (line: string) => void): Promise<boolean> {
  const stopped = untilStopped()
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sandbox-'))
  const sandbox = await createSandbox({ port: usualPort }).catch(() => createSandbox({ port: 0 }))
  const robot = spawn(
    process.execPath,
    [...process.execArgv, ...process.argv.slice(1, 2), 'serve'],
    {
      env: environmentWith(
        {
          ...sandbox.environment,
          DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
          PORT: '0',
        },
        { LOG_LEVEL: 'warn' },
      ),
      stdio: 'inherit',
    },
  )
  const ended = once(robot, 'exit')
  const over = Promise.race([stopped, ended.then(() => 'ended' as const)])
  await Promise.race([over, connection(sandbox)])
  if (sandbox.connections() > 0) print(words.text('sandbox.open', { url: sandbox.url }))
  const last = await over
  robot.kill('SIGTERM')
  await ended
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
  return last !== 'ended'
}

async function connection(sandbox: Sandbox): Promise<void> {
  while (sandbox.connections() === 0) await systemClock.sleep(50)
}
