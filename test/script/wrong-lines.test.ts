import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sandboxCommand } from './sandbox-command.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolekeeper-script-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function running(script: string) {
  const file = join(folder, 'some.script')
  await writeFile(file, script)
  return { file, ...(await sandboxCommand(['--script', file])) }
}

test('a line that is none is told before anything happens', async () => {
  const { file, code, out, err } = await running('boss001: /whoami\nfault: bad-weather\n')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe(
    `${file}, line 2: there is no fault bad-weather. src/sandbox/fault-names.ts lists them.\n`,
  )
})

test('a line that cannot be carried out ends the script there', async () => {
  const { file, code, out, err } = await running(
    'boss001: /whoami\nboss001 presses approve\nboss001: /status\n',
  )
  expect(code).toBe(1)
  expect(out).toContain('林岚 (boss001): /whoami\n\nRolekeeper, card 1:\n  | You\n')
  expect(out).not.toContain('/status')
  expect(err).toBe(`${file}, line 2: no card has a button "approve".\n`)
})

test('a mention ends where the sentence goes on', async () => {
  const { code, out } = await running(
    'boss001: /role add 12345 @EMP203，谢谢\nboss001: /role of @王芳。\n',
  )
  expect(code).toBe(0)
  expect(out).toContain('(/role add 12345 EMP203)')
  expect(out).toContain('王芳: 2 roles')
})

test('a file that is not there, and arguments that are none', async () => {
  const missing = await sandboxCommand(['--script', join(folder, 'missing.script')])
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toMatch(/missing\.script cannot be read/)
  const unknown = await sandboxCommand(['--without-dingtalk'])
  expect(unknown).toMatchObject({ code: 1, out: '' })
  expect(unknown.err).toContain('--only-dingtalk')
})
