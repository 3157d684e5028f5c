import { SourceTextModule } from 'node:vm'
import { expect, test } from '@jest/globals'
import { html } from '../../src/sandbox/page/html.ts'
import { scripts } from '../../src/sandbox/page/scripts/scripts.ts'
import { en } from '../../src/sandbox/page/texts/en.ts'
import { zh } from '../../src/sandbox/page/texts/zh.ts'

const imports = (text: string) =>
  [...text.matchAll(/^import .* from '([^']+)'$/gm)].map(([, from = '']) => from)

test.each(Object.entries(scripts))('%s.js can be parsed, and finds what it imports', (_, text) => {
  expect(new SourceTextModule(text).status).toBe('unlinked')
  for (const from of imports(text))
    expect(Object.keys(scripts)).toContain(/^\/page\/(.+)\.js$/.exec(from)?.[1])
})
test('every word is there in both languages, takes the same values, and is used', () => {
  const values = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort()
  for (const [key, text] of Object.entries(en))
    expect([key, values(Object.entries(zh).find(([other]) => other === key)?.[1] ?? '')]).toEqual([
      key,
      values(text),
    ])
  const { words: _, ...others } = scripts
  const code = [html.replaceAll('"', "'"), ...Object.values(others)].join('')
  const made = /^(console|trouble|tour|theme|wire)\.|^(main|sub|staff|outsider|trouble|left|right)/
  const unused = Object.keys(en).filter(key => !made.test(key) && !code.includes(`'${key}'`))
  expect(unused).toEqual([])
})
