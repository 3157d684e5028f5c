import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const loader = import.meta.resolve('tsx')

/** `rolekeeper sandbox …` to its end, in the root folder, with these settings and nothing else of this process's environment. */
export const sandboxCommand = (
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  program: readonly string[] = ['--import', loader, 'src/cli.ts'],
) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    const command = [...program, 'sandbox', ...args]
    const env = { PATH: process.env.PATH, ...settings }
    const child = execFile(process.execPath, command, { cwd: root, env }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
