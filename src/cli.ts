#!/usr/bin/env node
import { type Config, readConfig } from './config.ts'
import { defaultPolicy } from './core/policy.ts'
import { commandNames } from './load-commands.ts'
import { createLogger } from './logger.ts'
import { startRobot } from './main.ts'
import { loadPolicy, policyText } from './policy-file.ts'
import { runAudit } from './run-audit.ts'
import { runDoctor } from './run-doctor.ts'
import { runSandbox } from './run-sandbox.ts'
import { untilStopped } from './until-stopped.ts'
import { createWords } from './words/create-words.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const read = readConfig()
const words = createWords(read.ok ? read.config.locale : read.locale)

/** Does something with the configuration, or says what is wrong with it: one readable list, no stack, no value. */
async function configured(act: (config: Config) => Promise<boolean>): Promise<boolean> {
  if (read.ok) return act(read.config)
  complain(words.text('config.title'))
  for (const { name, kind } of read.problems)
    complain(`  ${words.text(`config.${kind}`, { name, is: words.text(`config.${name}`) })}`)
  complain(words.text('config.where'))
  if (read.empty) complain(words.text('config.sandbox'))
  return false
}

async function serve(config: Config): Promise<boolean> {
  const log = createLogger({ level: config.logLevel, secrets: [config.clientSecret] })
  process.on('unhandledRejection', error => log.error('process.unhandledRejection', { error }))
  const loaded = await loadPolicy(config.policyFile, await commandNames())
  if (!loaded.ok) {
    complain(words.text('policy.title'))
    for (const problem of loaded.problems) complain(`  ${problem}`)
    return false
  }
  const stopped = untilStopped()
  const robot = await startRobot(config, { log, policy: loaded.policy }).catch(error => {
    log.error('robot.notStarted', { error })
    return undefined
  })
  if (!robot) return false
  await stopped
  await robot.stop()
  return true
}

/** Each resolves to whether it went well; that is the exit code. */
const commands: Readonly<Record<string, (rest: readonly string[]) => Promise<boolean>>> = {
  serve: () => configured(serve),
  sandbox: () => runSandbox(words, print),
  doctor: () => configured(config => runDoctor(config, words, print)),
  audit: rest => configured(config => runAudit(rest, config, words, print)),
  async policy() {
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
  if (!asked) complain(words.text('cli.unknown', { command: name }))
  print(words.text('cli.usage'))
  process.exitCode = asked ? 0 : 1
}
