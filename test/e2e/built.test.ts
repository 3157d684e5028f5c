import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { programFolder } from '../support/built-program.ts'
import { eventually } from '../support/eventually.ts'
import { emptyFolder } from './program.ts'
import { company, connected, settled } from './served.ts'

const started: ChildProcess[] = []
afterEach(() => {
  for (const npm of started.splice(0)) npm.kill('SIGTERM')
})

const answers = (sandbox: Sandbox) =>
  sandbox.conversation().filter(({ kind }) => kind !== 'message')

/** The built program as an operator starts it: `npm start`, configured by the environment alone. */
async function running() {
  const sandbox = await company()
  const folder = await emptyFolder()
  const url = `file:${join(folder, 'rolekeeper.db')}`
  const npm = spawn('npm', ['start'], {
    cwd: programFolder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ...sandbox.environment,
      DATABASE_URL: url,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(npm)
  const ended = once(npm, 'exit').then(([code, signal]) => ({ code, signal }))
  await connected(sandbox, { said: { out: '', err: '' }, ended })
  return { sandbox, url, npm, ended }
}

describe('npm start', () => {
  test('answers, and SIGTERM to npm ends the robot behind it with 0', async () => {
    const { sandbox, npm, ended } = await running()
    await sandbox.say('boss001', '/role members 1203141')
    await eventually(() => answers(sandbox).length > 0)
    npm.kill('SIGTERM')
    expect(await ended).toEqual({ code: 0, signal: null })
    await eventually(() => sandbox.connections() === 0)
  })

  test('goes on when nobody reads its log any more', async () => {
    const { sandbox, url, npm, ended } = await running()
    npm.stdout.destroy()
    await sandbox.say('boss001', '/role members 1203141')
    await eventually(() => answers(sandbox).length > 0)
    await sandbox.say('boss001', '/role list')
    await settled(sandbox, url)
    expect(answers(sandbox)).toHaveLength(2)
    npm.kill('SIGTERM')
    expect(await ended).toEqual({ code: 0, signal: null })
  })
})
