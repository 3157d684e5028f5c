import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Shared by all workers of this run, and removed after it (run/set-up.mjs). */
const shared = process.env.TEST_FOLDER ?? ''

/** A folder with the compiled program, its manifest and its packages: `npm start` runs there, and starts in a third of the time. */
export const programFolder = join(shared, 'program')
export const cli = join(programFolder, 'dist/src/cli.js')
/** The compiled page: what runs from the sources serves it from here. */
export const pageFolder = join(programFolder, 'dist/public/sandbox')
/** How node starts it: of what lives for a few seconds, optimising takes longer than it gains. */
export const nodeArguments = ['--no-opt'] as const

/** Resolves once the program is compiled: by the first worker of this run that needs it, for all of them. Rejects where it is not. */
export async function buildProgram(): Promise<void> {
  const outcome = join(shared, 'program-outcome')
  if (await isFirst(join(shared, 'program-lock'))) {
    await writeFile(`${outcome}-beside`, await compile().catch(String))
    await rename(`${outcome}-beside`, outcome)
  }
  const problem = await eventually(() => readFile(outcome, 'utf8').catch(() => undefined))
  if (problem !== 'none') throw new Error(`the program does not compile: ${problem}`)
}

/** Whether this worker has made the folder, and no other has. */
const isFirst = (lock: string): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    error => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

/** What is wrong with it, or `none`. */
async function compile(): Promise<string> {
  await mkdir(programFolder)
  await symlink(join(root, 'node_modules'), join(programFolder, 'node_modules'))
  await cp(join(root, 'package.json'), join(programFolder, 'package.json'))
  const args = [join(root, 'build.mjs'), join(programFolder, 'dist')]
  return new Promise(resolve => {
    execFile(process.execPath, args, (error, out, err) => resolve(error ? out + err : 'none'))
  })
}
