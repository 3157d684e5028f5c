#!/usr/bin/env node
import { type Config, readConfig } from './config.ts'
import { createI18n } from './i18n/create-i18n.ts'

// Each command loads what it needs when it is asked for: `sandbox` starts at once, and the robot is a process of its own.
const print = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const read = readConfig()
const locale = read.ok ? read.config.locale : read.locale
const i18n = createI18n(locale)

/** Does something with the configuration, or says what is wrong with it: one readable list, no stack, no value. */
async function configured(act: (config: Config) => Promise<boolean>): Promise<boolean> {
  if (read.ok) return act(read.config)
  complain(i18n.t('config.title'))
  for (const { name, kind } of read.problems)
    complain(`  ${i18n.t(`config.${kind}`, { name, is: i18n.t(`config.${name}`) })}`)
  complain(i18n.t('config.where'))
  if (read.empty) complain(i18n.t('config.sandbox'))
  return false
}

/** Each resolves to whether it went well; that is the exit code. */
const commands: Readonly<Record<string, (rest: readonly string[]) => Promise<boolean>>> = {
  async serve() {
    const { serve } = await import('./cli/serve.ts')
    return configured(config => serve(config, { i18n, complain }))
  },
  async sandbox(rest) {
    const { runSandbox } = await import('./cli/sandbox.ts')
    return runSandbox(rest, { i18n, locale }, { print, complain })
  },
  /** What `sandbox --script` starts: the same robot, on a clock that a script can move. */
  async 'sandbox-robot'() {
    const { createGuide } = await import('./cli/adjustable-clock.ts')
    const { serve } = await import('./cli/serve.ts')
    return configured(config => serve(config, { i18n, complain, guide: createGuide() }))
  },
  async doctor() {
    const { runDoctor } = await import('./cli/doctor.ts')
    return configured(config => runDoctor(config, i18n, print))
  },
  async audit(rest) {
    const { runAudit } = await import('./cli/audit.ts')
    return configured(config => runAudit(rest, config, i18n, print))
  },
  async policy() {
    const { defaultPolicy } = await import('./core/access/policy.ts')
    const { policyText } = await import('./policy-file.ts')
    print(policyText(defaultPolicy).trimEnd())
    return true
  },
}

const [name = 'help', ...rest] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command) {
  process.exitCode = (await command(rest)) ? 0 : 1
} else {
  const asked = ['help', '--help', '-h'].includes(name)
  if (!asked) complain(i18n.t('cli.unknown', { command: name }))
  print(i18n.t('cli.usage'))
  process.exitCode = asked ? 0 : 1
}
