import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import { emptyFolder, startProgram } from './program.ts'
import { company, connected, settled } from './served.ts'

const question = '/role members 1203141'
const minute = 60_000

async function running() {
  const sandbox = await company()
  const cwd = await emptyFolder()
  // In the working directory, as on a new machine: the folder is made by the program.
  const settings = { ...sandbox.environment, PORT: '0', LOG_LEVEL: 'debug' }
  const start = async () => {
    const program = startProgram('serve', { cwd, settings })
    await connected(sandbox, program)
    return program
  }
  return { sandbox, start, url: `file:${join(cwd, 'data/rolekeeper.db')}` }
}

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
  const path = '/topapi/role/simplelist'
  sandbox.faults.set('hang', { path })
  await sandbox.say('boss001', question)
  await eventually(() => sandbox.faults.list()[0]?.struck === 1)
  program.kill('SIGTERM')
  await eventually(() => program.said.out.includes('"event":"robot.stopping"'))
  sandbox.faults.clear()
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(answers(sandbox)).toHaveLength(1)
})

test('work that takes too long is handed back: exit code 0, and answered by the next start', async () => {
  const { sandbox, start, url } = await running()
  const program = await start()
  sandbox.faults.set('hang', { path: '/topapi/role/simplelist' })
  await sandbox.say('boss001', question)
  program.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(program.said.out).toContain('"event":"robot.stopped"')
  expect(answers(sandbox)).toEqual([])
  sandbox.faults.clear()
  await eventually(() => sandbox.connections() === 0)

  await start()
  await settled(sandbox, url)
  expect(answers(sandbox)).toHaveLength(1)
})

test('a change that DingTalk does not answer does not keep the program', async () => {
  const { sandbox, start } = await running()
  const program = await start()
  await sandbox.say('boss001', '/role rename 1203141 财务部')
  await eventually(() => sandbox.cards.size > 0, minute)
  sandbox.faults.set('hang', { path: '/role/update_role' })
  await sandbox.press('boss002', [...sandbox.cards.keys()][0] ?? '', 'approve')
  await eventually(() => sandbox.faults.list()[0]?.struck === 1, minute)
  program.kill('SIGTERM')
  expect(await program.ended).toEqual({ code: 0, signal: null })
  expect(program.said.out).toContain('"event":"robot.stopped"')
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
