import { expect, test } from '@jest/globals'
import { found, read } from './documents.ts'

const readme = read('README.md')
const chinese = read('README.zh-CN.md')

const marks = (text: string, pattern: RegExp) => new Set(found(text, pattern))

test('have the same commands of the chat and of the shell', () => {
  const chat = /`(?:@Rolekeeper )?(\/[a-z][^`<[]*?)(?: [<[][^`]*)?`/gu
  expect(marks(chinese, chat)).toEqual(marks(readme, chat))
  const shell = (text: string) =>
    found(text, /^```sh\n([\s\S]*?)^```$/gmu).flatMap(block => block.trim().split('\n'))
  expect(shell(readme).length).toBeGreaterThan(5)
  expect(shell(chinese)).toEqual(shell(readme))
})

test('have the same sections, promises, links and pictures', () => {
  const shape = (text: string) => ({
    headings: found(text, /^(#+) .*$/gmu),
    numbered: found(text, /^(\d+)\. /gmu),
    links: new Set(found(text, /\]\(([^)]+)\)/gu).filter(link => !link.startsWith('README'))),
  })
  expect(shape(chinese)).toEqual(shape(readme))
  expect(readme).toContain('(README.zh-CN.md)')
  expect(chinese).toContain('(README.md)')
})
