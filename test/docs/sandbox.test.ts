import { expect, test } from '@jest/globals'
import { readScript } from '../../src/sandbox/script/read-script.ts'
import { bare, found, read, table } from './documents.ts'

const page = read('docs/sandbox.md')

test('shows an example and the beginning of what it prints', () => {
  const blocks = found(page, /^```\n([\s\S]*?)^```$/gmu)
  expect(blocks[0]).toBe(read('examples/rename.script'))
  expect(read('examples/rename.txt').startsWith(blocks[1]?.trimEnd() ?? '?')).toBe(true)
})

test('names lines that scripts have', () => {
  const lines = table(page, 'Line').map(([line]) => bare(line))
  expect(lines.length).toBeGreaterThan(8)
  expect(readScript(lines.join('\n'))).toMatchObject({ ok: true })
})
