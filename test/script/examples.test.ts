import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { sandboxCommand } from './sandbox-command.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const scripts = readdirSync(examples).filter(file => file.endsWith('.script'))
const read = (file: string) => readFileSync(`${examples}${file}`, 'utf8')

const running = (file: string, settings = {}) =>
  sandboxCommand(['--script', `examples/${file}`], settings)

test('there are examples', () => {
  expect(scripts.length).toBeGreaterThan(3)
})

// Where a change is meant: npm run --silent sandbox -- --script examples/rename.script > examples/rename.txt
test.each(scripts)('%s goes as its .txt says', async file => {
  const { code, out, err } = await running(file)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toBe(read(file.replace('.script', '.txt')))
})

test('and in Chinese', async () => {
  const { out } = await running('rename.script', { LOCALE: 'zh' })
  expect(out).toBe(read('rename.zh-CN.txt'))
})
