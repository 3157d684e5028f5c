import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll } from '@jest/globals'
import { buildProgram, cli, nodeArguments } from '../support/built-program.ts'

beforeAll(buildProgram)

const started: ChildProcess[] = []
const folders: string[] = []
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

/** An empty working directory, removed after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-e2e-'))
  folders.push(folder)
  return folder
}

/** Nobody listens there: a program that starts in spite of what is wrong would run on, and the test would never end. */
export const nobodyListens = {
  DINGTALK_CLIENT_ID: 'dingtest',
  DINGTALK_CLIENT_SECRET: 'not-a-secret',
  DINGTALK_CORP_ID: 'dingcorp',
  DINGTALK_API_URL: 'http://127.0.0.1:9',
  DINGTALK_OAPI_URL: 'http://127.0.0.1:9',
  PORT: '0',
}

/** The program as its own process, with these settings and nothing else of this process's environment. */
export function startProgram(
  command: string,
  {
    cwd,
    settings = {},
    args = [],
  }: { cwd: string; settings?: Readonly<Record<string, string>>; args?: readonly string[] },
) {
  const child = spawn(process.execPath, [...nodeArguments, cli, command, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', data => {
    said.out += data
  })
  child.stderr.on('data', data => {
    said.err += data
  })
  // 'close' comes once everything that was said has been heard.
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  return {
    said,
    kill: (signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT') => child.kill(signal),
    ended,
  }
}
