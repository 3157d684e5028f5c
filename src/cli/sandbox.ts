import { parseArgs } from 'node:util'
import type { I18n } from '../core/i18n.ts'
import type { Locale } from '../i18n/create-i18n.ts'
import { untilStopped } from '../runtime/shutdown.ts'
import type { Templates } from '../sandbox/cards/templates.ts'

type Print = (line: string) => void

/**
 * `sandbox`, `sandbox --watch FILE`, `sandbox --script FILE` or `sandbox --only-dingtalk`, each also with
 * `--any-card-template`; resolves to whether it went well.
 */
export async function runSandbox(
  rest: readonly string[],
  { i18n, locale }: { i18n: I18n; locale: Locale },
  { print, complain }: { print: Print; complain: Print },
): Promise<boolean> {
  const values = valuesOf(rest)
  if (!values) {
    complain(i18n.t('sandbox.usage'))
    return false
  }
  const { script, watch, 'only-dingtalk': alone } = values
  const templates = values['any-card-template'] ? 'any' : 'public'
  if (script !== undefined) {
    const { runScriptFile } = await import('./sandbox-script.ts')
    return runScriptFile(script, i18n, { print, complain, templates })
  }
  if (alone) return onlyDingTalk(i18n, { print, templates })
  const { runSandboxAndRobot } = await import('./sandbox-and-robot.ts')
  return runSandboxAndRobot({ i18n, locale, print, watch, templates })
}

const options = {
  watch: { type: 'string' },
  script: { type: 'string' },
  'only-dingtalk': { type: 'boolean' },
  'any-card-template': { type: 'boolean' },
} as const

/** Undefined where there is something else among the arguments. */
function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    return undefined
  }
}

/** The DingTalk without a robot, and the settings of one as lines that a shell and a .env file take. */
async function onlyDingTalk(
  i18n: I18n,
  { print, templates }: { print: Print; templates: Templates },
): Promise<boolean> {
  const stopped = untilStopped()
  const { takeUsualAddress } = await import('../sandbox/address.ts')
  const { createSandbox } = await import('../sandbox/sandbox.ts')
  const sandbox = await createSandbox({ address: await takeUsualAddress(), templates })
  print(`# ${i18n.t('sandbox.alone', { url: sandbox.url })}`)
  for (const [name, value] of Object.entries(sandbox.environment)) print(`${name}=${value}`)
  await stopped
  await sandbox.close()
  return true
}
