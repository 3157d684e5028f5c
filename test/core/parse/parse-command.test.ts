import { describe, expect, test } from '@jest/globals'
import { type UserId, userId } from '../../../src/core/directory.ts'
import { createParser, type Parsed } from '../../../src/core/parse/parse-command.ts'
import { createI18n } from '../../../src/i18n/create-i18n.ts'
import { loadCommands } from '../../../src/load-commands.ts'
import { fc } from '../../support/properties.ts'

const i18n = createI18n('en')
const commands = await loadCommands()
const parser = createParser({ commands, i18n })
const parse = (text: string, mentions: readonly UserId[] = []) => parser({ text, mentions })
const said = (parsed: Parsed) =>
  parsed.kind === 'command' ? parsed.line : i18n.plainMessage(parsed.problem)
const fang = userId.parse('0123456789012345')

describe('a line is read as it was meant', () => {
  test.each([
    ['/role members 1203141', '/role members 1203141'],
    ['  /role   members\t1203141 ', '/role members 1203141'],
    ['／role　members　１２０３１４１', '/role members 1203141'],
    ['、role members 1203141', '/role members 1203141'],
    ['role members 1203141', '/role members 1203141'],
    ['/ROLE Members 1203141', '/role members 1203141'],
    ['/角色 成员 财务', '/role members 财务'],
    ['/role members “Apparel manufacturing”', '/role members "Apparel manufacturing"'],
    ['/role members "Apparel manufacturing"', '/role members "Apparel manufacturing"'],
    ["/role members 'Apparel manufacturing'", '/role members "Apparel manufacturing"'],
    ['/role members 「财务 部」', '/role members "财务 部"'],
    ["/role members O'Neill", "/role members O'Neill"],
    ['/role members "财务（上海）"', '/role members "财务（上海）"'],
    ['/role members 财务（上海）', '/role members 财务(上海)'],
    ['/role list —group 职务', '/role list --group 职务'],
    ['/role list ——group 职务', '/role list --group 职务'],
    ['/role list –group=职务', '/role list --group 职务'],
    ['/role list --Group “职 务”', '/role list --group "职 务"'],
    ['/role list --group="职 务"', '/role list --group "职 务"'],
    ['/role members "--page"', '/role members "--page"'],
    ['/role\u00a0members\u2005\u200b1203141\u200e', '/role members 1203141'],
    ['/role members 👨‍👩‍👧', '/role members 👨‍👩‍👧'],
    ['/role members "a \\"b\\" c"', '/role members "a \\"b\\" c"'],
    ['/help', '/help'],
    ['/help role members', '/help role members'],
  ])('%s', (typed, canonical) => {
    expect(said(parse(typed))).toBe(canonical)
  })

  test('a mention stands for the person, wherever it was', () => {
    expect(said(parse('/role of', [fang]))).toBe('/role of 0123456789012345')
  })
})

describe('a line that does not work says why, and shows one that would', () => {
  test.each([
    ['', /Send me a command/],
    ['/', /Send me a command/],
    ['/rolle members 1', /Did you mean \/role members\?/],
    ['/xyzzy', /\/help shows every command/],
    [
      '/role members',
      /<role> is missing: the id or the name of a role[\s\S]*\/role members 1203141/,
    ],
    ['/role members a b', /"b" is too much\. Put a name that has blanks in quotes/],
    ['/role members 1 --page 0', /<page> cannot be "0": it takes the number of a page/],
    ['/role members 1 --page', /--page needs a value/],
    ['/role members 1 --pgae 2', /no --pgae here\. Did you mean --page/],
    ['/role list --group a --group b', /--group stands there twice/],
    ['/role members "a', /quotation mark is not closed/],
    ['/role members -5', /There is no --5 here/],
    ['/role members x --__proto__ y', /There is no --_*proto_* here/],
  ])('%s', (typed, problem) => {
    expect(parse(typed).kind).toBe('problem')
    expect(said(parse(typed))).toMatch(problem)
  })

  test('mentions that the command cannot use', () => {
    expect(said(parse('/role members 1', [fang]))).toMatch(/takes no person/)
    expect(said(parse('/role of', [fang, userId.parse('boss001')]))).toMatch(/one person/)
  })
})

test('every example is a line that works, and is canonical', () => {
  for (const { example } of commands) expect(said(parse(example))).toBe(example)
})

describe('for every line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '／',
      'role',
      'members',
      '--page',
      '——group',
      '"',
      '“',
      '”',
      "'",
      '=',
      '\\',
    ),
    fc.constantFrom('\u3000', '\u200b', '\u202e', '\u200d', '\u0000', ' ', '\n'),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
  )
  const anyLine = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))

  test('parsing never throws, and says something', () => {
    fc.assert(
      fc.property(anyLine, line => {
        expect(said(parse(line))).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  test('the canonical line reads back as itself', () => {
    fc.assert(
      fc.property(anyLine, rest => {
        const first = parse(`/role members ${rest}`)
        if (first.kind === 'problem') return
        const again = parse(first.line)
        expect(said(again)).toBe(first.line)
        expect(again).toEqual(first)
      }),
      { numRuns: 2000 },
    )
  })

  test('a backslash before a blank of another kind in quotes reads back as itself, too', () => {
    const first = parse("/role members '\\\u3000‘")
    expect(said(first)).toBe('/role members "\\\\ "')
    expect(parse(said(first))).toEqual(first)
  })

  test('blanks, slashes, quotes and dashes of every kind make no difference', () => {
    const name = fc.string({
      unit: fc.constantFrom(...'ab财务 0１（'),
      minLength: 1,
      maxLength: 12,
    })
    const blank = fc.constantFrom(' ', '\u3000', '\u00a0', '\u2005', '\t', '\u200b ', ' \ufeff')
    const quote = fc.constantFrom(['"', '"'], ['“', '”'], ['「', '」'], ['＂', '＂'], ['“', '"'])
    const variant = fc.record({
      name: name.filter(text => text.trim() !== ''),
      slash: fc.constantFrom('/', '／', '、', ' /', ''),
      blanks: fc.array(blank, { minLength: 5, maxLength: 5 }),
      quote,
      dash: fc.constantFrom('--', '—', '——', '–', '－－', '––'),
    })
    fc.assert(
      fc.property(
        variant,
        ({ name, slash, blanks: [a, b, c, d, e], quote: [open, close], dash }) => {
          const plain = parse(`/role members "${name}" --page 2`)
          const typed = `${slash}role${a}members${b}${open}${name}${close}${c}${dash}page${d}２${e}`
          expect(said(parse(typed))).toBe(said(plain))
          expect(plain.kind).toBe('command')
        },
      ),
      { numRuns: 1000 },
    )
  })
})
