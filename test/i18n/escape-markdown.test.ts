import { expect, test } from '@jest/globals'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { fc } from '../support/properties.ts'

const { escape: escapeMarkdown } = createI18n('en')

test.each([
  ['Wang Fang', 'Wang Fang'],
  ['财务（上海）', '财务（上海）'],
  ['*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
  ['[x](https://example.com)', '\\[x\\]\\(https://example.com\\)'],
  ['<font color="red">', '&lt;font color="red"&gt;'],
  ['&lt;', '&amp;lt;'],
  ['R&D', 'R&D'],
  ['# a', '\\# a'],
  ['- a', '\\- a'],
  ['1. a', '1\\. a'],
  ['1.5 a', '1.5 a'],
  ['a\r\n\u2028b', 'a b'],
  ['a\u202eb\u2066c', 'abc'],
])('%j', (typed, harmless) => {
  expect(escapeMarkdown(typed)).toBe(harmless)
})

test('whatever is typed: no tag, no unescaped mark, no new line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), typed => {
      const harmless = escapeMarkdown(typed)
      expect(harmless).not.toMatch(/[<>\n\r\u202a-\u202e]/)
      expect(harmless.replace(/\\./g, '')).not.toMatch(/[\\`*_[\]()#!~|]/)
    }),
  )
})
