import { parseArgs } from 'node:util'
import type { Words } from '../core/i18n.ts'
import type { Locale } from '../i18n/create-i18n.ts'
import { untilStopped } from '../runtime/shutdown.ts'

type Print = (line: string) => void

/** `sandbox`, `sandbox --watch FILE`, `sandbox --script FILE` or `sandbox --only-dingtalk`; resolves to whether it went well. */
export async function runSandbox(
  rest: readonly string[],
  { words, locale }: { words: Words; locale: Locale },
  { print, complain }: { print: Print; complain: Print },
): Promise<boolean> {
  const values = valuesOf(rest)
  if (!values) {
    complain(words.text('sandbox.usage'))
    return false
  }
  const { script, watch, 'only-dingtalk': alone } = values
  if (script !== undefined) {
    const { runScriptFile } = await import('./sandbox-script.ts')
    return runScriptFile(script, words, { print, complain })
  }
  if (alone) return onlyDingTalk(words, print)
  const { runSandboxAndRobot } = await import('./sandbox-and-robot.ts')
  return runSandboxAndRobot({ words, locale, print, watch })
}

const options = {
  watch: { type: 'string' },
  script: { type: 'string' },
  'only-dingtalk': { type: 'boolean' },
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
async function onlyDingTalk(words: Words, print: Print): Promise<boolean> {
  const stopped = untilStopped()
  const { takeUsualAddress } = await import('../sandbox/address.ts')
  const { createSandbox } = await import('../sandbox/sandbox.ts')
  const sandbox = await createSandbox({ address: await takeUsualAddress() })
  print(`# ${words.text('sandbox.alone', { url: sandbox.url })}`)
  for (const [name, value] of Object.entries(sandbox.environment)) print(`${name}=${value}`)
  await stopped
  await sandbox.close()
  return true
}
