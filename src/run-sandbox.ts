import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Words } from './core/words.ts'
import { createSandbox, type SandboxOptions } from './sandbox/sandbox.ts'
import { createSandboxRobot } from './sandbox-robot.ts'
import { runScriptFile } from './sandbox-script.ts'
import { untilStopped } from './until-stopped.ts'
import type { Locale } from './words/create-words.ts'

/** Where the page is, unless something else is there already. */
const usualPort = 4780

type Print = (line: string) => void

/** `sandbox`, `sandbox --script FILE` or `sandbox --only-dingtalk`; resolves to whether it went well. */
export async function runSandbox(
  rest: readonly string[],
  { words, locale }: { words: Words; locale: Locale },
  { print, complain }: { print: Print; complain: Print },
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...rest],
    strict: false,
    options: { script: { type: 'string' }, 'only-dingtalk': { type: 'boolean' } },
  })
  const { script, 'only-dingtalk': alone, ...others } = values
  if (positionals.length > 0 || Object.keys(others).length > 0 || typeof script === 'boolean') {
    complain(words.text('sandbox.usage'))
    return false
  }
  if (script !== undefined) return runScriptFile(script, words, { print, complain })
  return alone ? onlyDingTalk(words, print) : withRobot(words, locale, print)
}

const atUsualPort = (options: SandboxOptions) =>
  createSandbox({ ...options, port: usualPort }).catch(() => createSandbox({ ...options, port: 0 }))

/**
 * A DingTalk of one's own and the real robot beside it, as a process of its own that is configured to it over the real wire.
 * Both end with Ctrl-C. The company and the robot's memory are new at each start.
 */
async function withRobot(words: Words, first: Locale, print: Print): Promise<boolean> {
  const stopped = untilStopped()
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sandbox-'))
  let locale = first
  const sandbox = await atUsualPort({
    robot: {
      locale: () => locale,
      async restart(wanted = locale) {
        locale = wanted
        await robot.restart()
      },
    },
  })
  const robot = createSandboxRobot({
    sandbox,
    command: 'serve',
    settings: () => ({
      DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
      LOCALE: locale,
    }),
    usual: { LOG_LEVEL: 'warn' },
    stdio: 'inherit',
  })
  const over = Promise.race([stopped, robot.ended])
  await Promise.race([over, robot.start()])
  if (sandbox.connections() > 0) print(words.text('sandbox.open', { url: sandbox.url }))
  const last = await over
  await robot.stop()
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
  return last !== 'ended'
}

/** The DingTalk without a robot, and the settings of one as lines that a shell and a .env file take. */
async function onlyDingTalk(words: Words, print: Print): Promise<boolean> {
  const stopped = untilStopped()
  const sandbox = await atUsualPort({})
  print(`# ${words.text('sandbox.alone', { url: sandbox.url })}`)
  for (const [name, value] of Object.entries(sandbox.environment)) print(`${name}=${value}`)
  await stopped
  await sandbox.close()
  return true
}
