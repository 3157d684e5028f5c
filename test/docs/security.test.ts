import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { found, read, root, table } from './documents.ts'

const rows = table(read('docs/security.md'), 'Who')

test('every attack is told with what stands in its way and a test that tries it', () => {
  expect(rows.length).toBeGreaterThan(20)
  for (const [who, what, guard, tests = '', ...more] of rows) {
    expect({ who, more, told: Boolean(who && what && guard) }).toEqual({
      who,
      more: [],
      told: true,
    })
    const files = found(tests, /\]\(\.\.\/([^)]+\.test\.ts)\)/gu)
    expect({ who, files: files.filter(file => !existsSync(join(root, file))) }).toEqual({
      who,
      files: [],
    })
    expect(files.length).toBeGreaterThan(0)
  }
})

test('nobody is forgotten', () => {
  const told = rows.map(([who = '']) => who)
  for (const who of [
    'Outsider',
    'Staff',
    'Sub administrator',
    'Two sub administrators together',
    'Forged press',
    'Replayed frame',
    'Thief of the file',
    'Malicious name',
    'Hostile host',
    'Log reader',
  ])
    expect(told).toContain(who)
})
