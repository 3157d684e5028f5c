import { parseEnv } from 'node:util'
import { beforeAll, expect, test } from '@jest/globals'
import { buildProgram, cli } from '../support/built-program.ts'
import { eventually } from '../support/eventually.ts'
import { controlOf, start } from './started.ts'

const minute = 60_000

beforeAll(buildProgram)

test('the example on the plain SDK connects to a sandbox of its own, and answers', async () => {
  const { said, child } = start([cli, 'sandbox', '--only-dingtalk'])
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
  const control = controlOf(environment.DINGTALK_API_URL ?? '')
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
