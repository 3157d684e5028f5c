import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { programFolder } from '../support/built-program.ts'
import { sandboxCommand } from './sandbox-command.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolekeeper-gone-'))
  await cp(programFolder, folder, { recursive: true, verbatimSymlinks: true })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A robot that ends as soon as it is asked whether it is busy. */
const fragile = `
  import { startRobot as start } from './sound.js'
  export const startRobot = async (...wanted) => ({ ...(await start(...wanted)), busy: () => process.exit(7) })
`

test('a script whose robot has ended waits for nothing, and stops at the next line that needs it', async () => {
  const main = join(folder, 'dist/src/main.js')
  await rename(main, join(folder, 'dist/src/sound.js'))
  await writeFile(main, fragile)
  const file = join(folder, 'some.script')
  await writeFile(file, 'boss001: /whoami\nboss001: /status\n')
  const cli = join(folder, 'dist/src/cli.js')
  const { code, out, err } = await sandboxCommand(['--script', file], {}, cli)
  expect(code).toBe(1)
  expect(out).toMatch(/^林岚 \(boss001\): \/whoami\n/)
  expect(err).toContain(`${file}, line 2: the robot did not acknowledge it.\n`)
})
