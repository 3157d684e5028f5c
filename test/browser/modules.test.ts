import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { SourceTextModule } from 'node:vm'
import { beforeAll, expect, test } from '@jest/globals'
import { en } from '../../public/sandbox/texts/en.ts'
import { zh } from '../../public/sandbox/texts/zh.ts'
import { below, read } from '../docs/documents.ts'
import { buildProgram, pageFolder } from '../support/built-program.ts'

const page = 'public/sandbox'
const sources = below(page, '.ts')
const modules = sources.map(path => relative(page, path).replace(/\.ts$/, '.js'))

beforeAll(buildProgram)

const imports = (text: string) =>
  [...text.matchAll(/^import .* from '([^']+)'/gm), ...text.matchAll(/^import '([^']+)'/gm)].map(
    ([, from = '']) => from,
  )

test.each(modules)('%s can be parsed, and finds what it imports', async module => {
  const file = join(pageFolder, module)
  const text = await readFile(file, 'utf8')
  expect(new SourceTextModule(text).status).toBe('unlinked')
  for (const from of imports(text)) {
    expect(from).toMatch(/^\.\.?\/.*\.js$/)
    expect([from, existsSync(join(dirname(file), from))]).toEqual([from, true])
  }
})
test('every word is there in both languages, takes the same values, and is used', () => {
  const values = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort()
  for (const [key, text] of Object.entries(en))
    expect([key, values(Object.entries(zh).find(([other]) => other === key)?.[1] ?? '')]).toEqual([
      key,
      values(text),
    ])
  const others = sources.filter(path => !path.startsWith(`${page}/texts/`))
  const html = read(`${page}/index.html`).replaceAll('"', "'")
  const code = [html, ...others.map(read)].join('')
  const made = /^(console|trouble|tour|theme|wire)\.|^(main|sub|staff|outsider|trouble|left|right)/
  const unused = Object.keys(en).filter(key => !made.test(key) && !code.includes(`'${key}'`))
  expect(unused).toEqual([])
})
