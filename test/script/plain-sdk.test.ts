import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { afterEach, expect, test } from '@jest/globals'
import { eventually } from '../support/eventually.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const loader = import.meta.resolve('tsx')
const minute = 60_000

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function start(args: readonly string[], env: NodeJS.Dict<string>) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const said = { out: '' }
  child.stdout.on('data', data => {
    said.out += data
  })
  return { said, child }
}

test('the example on the plain SDK connects to a sandbox of its own, and answers', async () => {
  const { said, child } = start(
    ['--import', loader, 'src/cli.ts', 'sandbox', '--only-dingtalk'],
    {},
  )
  await eventually(() => /^DINGTALK_RBAC_AGENT_ID=.+\n/mu.test(said.out), minute)
  const environment = parseEnv(said.out)
  expect(Object.keys(environment).sort()).toEqual([
    'DINGTALK_API_URL',
    'DINGTALK_CLIENT_ID',
    'DINGTALK_CLIENT_SECRET',
    'DINGTALK_CORP_ID',
    'DINGTALK_OAPI_URL',
    'DINGTALK_RBAC_AGENT_ID',
  ])
  const control = async (path: string, body?: object): Promise<string> => {
    const answer = await fetch(`${environment.DINGTALK_API_URL}/control/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return answer.text()
  }

  start(['examples/plain-sdk.mjs'], environment)
  await eventually(async () => (await control('connections')) === '1', minute)
  const spoken = JSON.parse(await control('say', { userid: 'EMP123', text: 'good morning' }))
  expect(spoken.ack).toMatchObject({ code: 200 })
  await eventually(
    async () => (await control('conversations')).includes('王芳 said: good morning'),
    minute,
  )
  child.kill('SIGTERM')
  await eventually(() => child.exitCode === 0, minute)
})
