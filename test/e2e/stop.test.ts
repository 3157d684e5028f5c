import { afterEach, describe, expect, test } from '@jest/globals'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import { emptyFolder, startProgram } from './program.ts'

const question = '/role members 1203141'
const minute = 60_000

const sandboxes: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close()
})

async function running() {
  const sandbox = await createSandbox({ qps: 1000 })
  sandboxes.push(sandbox)
  const cwd = await emptyFolder()
  // In the working directory, as on a new machine: the folder is made by the program.
  const settings = { ...sandbox.environment, PORT: '0', LOG_LEVEL: 'debug' }
  const start = async () => {
    const program = startProgram('serve', { cwd, settings })
    await sandbox.connected()
    return program
  }
  return { sandbox, start }
}

const timeOf = (event: string, { said }: ReturnType<typeof startProgram>) =>
  Date.parse(new RegExp(`"time":"([^"]+)"[^\\n]*"event":"${event}"`).exec(said.out)?.[1] ?? '')

const answers = (sandbox: Sandbox) =>
  sandbox.conversation().filter(({ kind }) => kind !== 'message')

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', signal => {
  test('ends the program with 0, and its connection', async () => {
    const { sandbox, start } = await running()
    const program = await start()
    program.kill(signal)
    expect(await program.ended).toEqual({ code: 0, signal: null })
    await eventually(() => sandbox.connections() === 0)
    expect(program.said.out).toContain('"event":"robot.stopped"')
    expect(program.said.err).toBe('')
  })
})

test('work in hand is finished first, where that is soon', async () => {
  const { sandbox, start } = await running()
  const program = await start()
  sandbox.faults.set('delay', { path: '/topapi/role/simplelist', ms: 500 })
  await sandbox.say('boss001', question)
  program.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(answers(sandbox)).toHaveLength(1)
})

test('work that takes too long is handed back: 0 within 10 s, and answered by the next start', async () => {
  const { sandbox, start } = await running()
  const program = await start()
  sandbox.faults.set('delay', { path: '/topapi/role/simplelist', ms: minute })
  await sandbox.say('boss001', question)
  program.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  const [asked, done] = ['robot.stopping', 'robot.stopped'].map(event => timeOf(event, program))
  // What an orchestrator waits for before it kills.
  expect(Number(done) - Number(asked)).toBeLessThan(10_000)
  expect(answers(sandbox)).toEqual([])
  sandbox.faults.clear()
  await eventually(() => sandbox.connections() === 0)

  await start()
  await eventually(() => answers(sandbox).length > 0, minute)
  await sandbox.say('boss001', '/whoami')
  await eventually(() => answers(sandbox).length > 1, minute)
  expect(answers(sandbox)).toHaveLength(2)
})

test('a change that DingTalk does not answer keeps the program no longer than 10 s', async () => {
  const { sandbox, start } = await running()
  const program = await start()
  await sandbox.say('boss001', '/role rename 1203141 财务部')
  await eventually(() => sandbox.cards.size > 0, minute)
  sandbox.faults.set('delay', { path: '/role/update_role', ms: minute })
  await sandbox.press('boss002', [...sandbox.cards.keys()][0] ?? '', 'approve')
  await eventually(() => sandbox.faults.list()[0]?.struck === 1, minute)
  const asked = Date.now()
  program.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(Date.now() - asked).toBeLessThan(10_000)
})

test('its log is JSON, line by line, and holds no secret', async () => {
  const { sandbox, start } = await running()
  const program = await start()
  sandbox.faults.set('card-permission-missing')
  sandbox.faults.set('permission-missing', { path: '/topapi/role/' })
  await sandbox.say('boss001', question)
  await eventually(() => answers(sandbox).length > 0, minute)
  program.kill('SIGTERM')
  await program.ended
  const lines = program.said.out.trim().split('\n')
  const events = lines.map(line => JSON.parse(line).event)
  expect(events).toEqual(expect.arrayContaining(['message.stored', 'command.failed']))
  expect(program.said.out).not.toMatch(/not-a-secret-only-for-the-sandbox|session=[^[&"]/)
})
