import type { Config } from '../config.ts'
import type { I18n } from '../core/i18n.ts'
import { commandNames } from '../load-commands.ts'
import { createLogger } from '../logger.ts'
import { startRobot } from '../main.ts'
import { loadPolicy } from '../policy-file.ts'
import { untilStopped } from '../runtime/shutdown.ts'
import { NewerSchemaError } from '../store/migrate.ts'
import type { Guide } from './adjustable-clock.ts'

/** `serve`: the robot, until it is told to stop. Resolves to false where it could not start, and has said why. */
export async function serve(
  config: Config,
  { i18n, complain, guide }: { i18n: I18n; complain: (line: string) => void; guide?: Guide },
): Promise<boolean> {
  const log = createLogger({ level: config.logLevel, secrets: [config.clientSecret] })
  process.on('unhandledRejection', error => log.error('process.unhandledRejection', { error }))
  const loaded = await loadPolicy(config.policyFile, await commandNames())
  if (!loaded.ok) {
    complain(i18n.t('policy.title'))
    for (const problem of loaded.problems) complain(`  ${problem}`)
    return false
  }
  const stopped = untilStopped()
  const robot = await startRobot(config, {
    log,
    policy: loaded.policy,
    ...(guide && { clock: guide.clock }),
  }).catch(error => {
    log.error('robot.notStarted', { error })
    if (error instanceof NewerSchemaError)
      complain(i18n.t('store.newerSchema', { migration: error.migration }))
    return undefined
  })
  if (!robot) return false
  guide?.follow(robot)
  await stopped
  await robot.stop()
  // What still waits for DingTalk was handed back: it keeps this process no longer.
  process.exit(0)
}
