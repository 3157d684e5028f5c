import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sandboxCommand } from '../script/sandbox-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'any-card-template-'))
  await writeFile(join(folder, 'whoami.script'), 'boss001: /whoami\n')
})
afterAll(() => rm(folder, { recursive: true }))

const own = { DINGTALK_CARD_TEMPLATE_ID: 'db56f2c2-f609-4878-9a34-46f6a0194a73.schema' }
const answer = async (...more: string[]) =>
  (await sandboxCommand(['--script', join(folder, 'whoami.script'), ...more], own)).out

test('a robot with a template of its own answers with cards once the sandbox takes any', async () => {
  expect(await answer('--any-card-template')).toContain('Rolekeeper, card 1:')
})
test('else the template does not exist, and the answer is a message', async () => {
  const out = await answer()
  expect(out).toContain('Rolekeeper')
  expect(out).not.toContain('card 1')
})
