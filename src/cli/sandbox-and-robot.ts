import { unwatchFile, watchFile } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { I18n } from '../core/i18n.ts'
import type { Locale } from '../i18n/create-i18n.ts'
import { untilStopped } from '../runtime/shutdown.ts'
import { takeUsualAddress } from '../sandbox/address.ts'
import type { Templates } from '../sandbox/cards/templates.ts'
import type { SandboxOptions } from '../sandbox/options.ts'
import { createSandboxRobot } from './robot-process.ts'

/** How often a new build is looked for. */
const lookMs = 100

/**
 * A DingTalk of one's own and the real robot beside it, as a process of its own that is configured to it over the real wire.
 * Both end with Ctrl-C. The company and the robot's memory are new at each start. Where a file is given to `watch`, the robot
 * starts again whenever that is written, in the same company; and where the robot ends, it waits for the next time.
 */
export async function runSandboxAndRobot({
  i18n,
  locale: first,
  print,
  watch,
  templates,
}: {
  i18n: I18n
  locale: Locale
  print: (line: string) => void
  watch: string | undefined
  templates: Templates
}): Promise<boolean> {
  const stopped = untilStopped()
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-sandbox-'))
  const address = await takeUsualAddress()
  let locale = first
  const sandbox = createSandboxLater({
    address,
    templates,
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
    environment: address.environment,
    command: 'serve',
    settings: () => ({
      DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
      LOCALE: locale,
    }),
    usual: { LOG_LEVEL: 'warn' },
    stdio: 'inherit',
  })
  const over = watch === undefined ? Promise.race([stopped, robot.ended]) : stopped
  await Promise.race([over, robot.start()])
  const { url, connections, close } = await sandbox
  if (watch !== undefined || connections() > 0) print(i18n.t('sandbox.open', { url }))
  if (watch !== undefined)
    watchFile(watch, { interval: lookMs }, async (now, before) => {
      // Node calls once for a file that is not there yet.
      if (now.mtimeMs === before.mtimeMs) return
      await robot.restart()
      if (connections() > 0) print(i18n.t('sandbox.again'))
    })
  const last = await over
  if (watch !== undefined) unwatchFile(watch)
  await robot.stop()
  await close()
  await rm(folder, { recursive: true, force: true })
  return last !== 'ended'
}

/** Loads it while the robot, which takes longer, does the same. */
const createSandboxLater = async (options: SandboxOptions) =>
  (await import('../sandbox/sandbox.ts')).createSandbox(options)
