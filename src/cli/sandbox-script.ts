import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import type { I18n } from '../core/i18n.ts'
import type { Templates } from '../sandbox/cards/templates.ts'
import { createSandbox } from '../sandbox/sandbox.ts'
import { readScript } from '../sandbox/script/read-script.ts'
import { runScript } from '../sandbox/script/run-script.ts'
import type { ScriptError } from '../sandbox/script/script-error.ts'
import type { ScriptLabels } from '../sandbox/script/transcript.ts'
import { fromRobot, type toRobot } from './adjustable-clock.ts'
import { createSandboxRobot } from './robot-process.ts'
import { followLog } from './sandbox-log.ts'

const robotName = 'Rolekeeper'

type Print = (line: string) => void

/** Runs a script against the real robot over the real wire and prints the conversation; resolves to whether all of it could be done. */
export async function runScriptFile(
  file: string,
  i18n: I18n,
  { print, complain, templates }: { print: Print; complain: Print; templates: Templates },
): Promise<boolean> {
  const wrong = (number: number, { problem: key, params }: ScriptError) => {
    const why = i18n.plainMessage({ key: `script.${key}`, params })
    complain(i18n.t('script.line', { file, number, why }))
    return false
  }
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) {
    complain(i18n.t('script.unreadable', { file }))
    return false
  }
  const script = readScript(text)
  if (!script.ok) return wrong(script.number, script.error)

  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-script-'))
  let ahead = 0
  const sandbox = await createSandbox({ now: () => Date.now() + ahead, robotName, templates })
  const robot = createSandboxRobot({
    sandbox: Promise.resolve(sandbox),
    environment: sandbox.environment,
    command: 'sandbox-robot',
    settings: () => ({ DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`, LOG_LEVEL: 'info' }),
    usual: {},
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    onStart: child => {
      talking = child
      followLog(child, complain)
    },
  })
  let talking: ChildProcess | undefined

  /** Whether it is busy, once it has done what it is told. One that is gone has nothing in hand, and answers nothing any more. */
  async function tell(message: z.input<typeof toRobot>): Promise<boolean> {
    if (!talking?.connected) return false
    const heard = new AbortController()
    const { signal } = heard
    const answered = Promise.race([
      once(talking, 'message', { signal }),
      once(talking, 'disconnect', { signal }).then(() => [{ busy: false }]),
    ])
    robot.send(message)
    const [answer] = await answered.finally(() => heard.abort())
    return fromRobot.parse(answer).busy
  }

  try {
    await robot.start()
    if (sandbox.connections() === 0) {
      complain(i18n.t('script.noRobot'))
      return false
    }
    const failed = await runScript(script.lines, {
      sandbox,
      robotName,
      robot: {
        busy: () => tell({ ask: 'busy' }),
        async advance(ms) {
          ahead += ms
          await tell({ ahead })
        },
        async restart() {
          await robot.restart()
          await tell({ ahead })
        },
      },
      labels: labelsIn(i18n),
      print: paragraph => print(`${paragraph}\n`),
    })
    return failed ? wrong(failed.number, failed.error) : true
  } finally {
    await robot.stop()
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const labelsIn = (i18n: I18n): ScriptLabels => ({
  robot: ({ robot, mentions, single }) =>
    single === undefined
      ? `${robot}${mentions}`
      : i18n.t('script.toOne', { robot: `${robot}${mentions}`, person: single }),
  card: number => i18n.t('script.card', { number }),
  cardNow: number => i18n.t('script.cardNow', { number }),
  onlyFor: person => i18n.t('script.onlyFor', { person }),
  presses: about => i18n.t('script.presses', about),
})
