import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll } from '@jest/globals'
import { buildProgram, cli, nodeArguments } from '../support/built-program.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

beforeAll(buildProgram)

/** `rolekeeper sandbox …` to its end, in the root folder, with these settings and nothing else of this process's environment. */
export const sandboxCommand = (
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  program = cli,
) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    const env = { PATH: process.env.PATH, ...settings }
    const command = [...nodeArguments, program, 'sandbox', ...args]
    const child = execFile(process.execPath, command, { cwd: root, env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
