import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { buildProgram, programFolder } from '../support/built-program.ts'
import { eventually } from '../support/eventually.ts'
import { emptyFolder } from './program.ts'

const answered = (kind: string) => kind !== 'message'

beforeAll(buildProgram)

/** The built program as an operator starts it: `npm start`, configured by the environment alone. */
async function started() {
  const sandbox = await createSandbox()
  const folder = await emptyFolder()
  const npm = spawn('npm', ['start'], {
    cwd: programFolder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      ...sandbox.environment,
      DATABASE_URL: `file:${join(folder, 'rolekeeper.db')}`,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await sandbox.connected()
  const ended = once(npm, 'exit').then(([code, signal]) => ({ code, signal }))
  return { sandbox, npm, ended }
}

describe('npm start', () => {
  test('answers, and SIGTERM to npm ends the robot behind it with 0', async () => {
    const { sandbox, npm, ended } = await started()
    await sandbox.say('boss001', '/role members 1203141')
    await eventually(() => sandbox.conversation().some(({ kind }) => answered(kind)))
    npm.kill('SIGTERM')
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(sandbox.connections()).toBe(0)
    await sandbox.close()
  })

  test('goes on when nobody reads its log any more', async () => {
    const { sandbox, npm, ended } = await started()
    npm.stdout.destroy()
    await sandbox.say('boss001', '/role members 1203141')
    await eventually(() => sandbox.conversation().some(({ kind }) => answered(kind)))
    await sandbox.say('boss001', '/role list')
    await eventually(() => sandbox.conversation().filter(({ kind }) => answered(kind)).length === 2)
    npm.kill('SIGTERM')
    expect(await ended).toEqual({ code: 0, signal: null })
    await sandbox.close()
  })
})
