import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** The files below a folder whose names end so, as paths from the root. */
export const below = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(path => join(folder, String(path)))
    .filter(path => path.endsWith(ending))

export const documents = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...below('docs', '.md'),
]

/** What matches the pattern's first group, in order. */
export const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, one = '']) => one)
/** The rows of the table whose header begins with `first`, cell by cell. */
export function table(text: string, first: string): string[][] {
  const [, after = ''] = text.split(new RegExp(`^ *\\| ${first} \\|.*\\n *\\|[-|]+\\n`, 'mu'))
  const [rows = ''] = after.split(/^ *(?!\s*\|)/mu)
  const lines = rows.split('\n').filter(line => line.trim() !== '')
  return lines.map(line =>
    line
      .trim()
      .slice(2, -1)
      .split(' | ')
      .map(cell => cell.trim()),
  )
}
export const bare = (cell = '') => cell.replaceAll('`', '')
