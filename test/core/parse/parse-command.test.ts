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

  test.each<[string, readonly string[], string]>([
    ['11,1231', ['11', '1231'], '11,1231'],
    ['11，信息部；30', ['11', '信息部', '30'], '11,信息部,30'],
    ['11, 信息部', ['11', '信息部'], '11,信息部'],
    ['"11",1231', ['"11"', '1231'], '"11",1231'],
    ['11,"1231"', ['11', '"1231"'], '11,"1231"'],
    ['「１１」、“1231”', ['"11"', '"1231"'], '"11","1231"'],
    ['"R D", 信息部', ['R D', '信息部'], '"R D",信息部'],
    ['11, "R&D, East"', ['11', 'R&D, East'], '11,"R&D, East"'],
    ['"R&D, East"', ['R&D, East'], '"R&D, East"'],
    ['"say \\"a\\"", 11', ['say "a"', '11'], '"say \\"a\\"",11'],
    ['"-x"，"财务部。"', ['-x', '财务部。'], '"-x","财务部。"'],
  ])('quotes keep one of a list together: --depts %s', (typed, depts, canonical) => {
    const line = `/role scope EMP123 1203141 --depts ${canonical}`
    for (const between of [' ', '='])
      expect(parse(`/role scope EMP123 1203141 --depts${between}${typed}`)).toMatchObject({
        said: { depts },
        line,
      })
    expect(parse(line)).toMatchObject({ said: { depts }, line })
  })

  test('a comma elsewhere makes no list, and quotes in a reason stay', () => {
    expect(said(parse('/role add 1203141 EMP201,"Jane'))).toBe('/role add 1203141 EMP201,"Jane')
    expect(said(parse('/role add --for=8h 1203141 EMP201,"Jane'))).toBe(
      '/role add 1203141 EMP201,"Jane --for 8h',
    )
    expect(parse('/reject 7F3KQ 不行，“请等审计”')).toMatchObject({
      said: { reason: ['不行,“请等审计”'] },
    })
  })

  test('a mention stands for the person, wherever it was', () => {
    expect(said(parse('/role of', [fang]))).toBe('/role of 0123456789012345')
  })
})

describe('the end of a sentence is no part of a name', () => {
  test.each([
    ['/role rename 1203141 Finance.', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance!', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance?!', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance…', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance, please.', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance Thanks!', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance, thank you very much!', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance.\u200b ', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance‼️', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance❗️❗️', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance ❓', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance؟', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance।', '/role rename 1203141 Finance'],
    ['/role rename 1203141 Finance, cheers!', '/role rename 1203141 Finance'],
    ['/角色 改名 财务 财务部，好吗？', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部，可以吗', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部，谢谢领导！', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部，谢谢🙏️', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部。', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部！', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部，谢谢', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部 谢谢啦～', '/role rename 财务 财务部'],
    ['/角色 改名 财务 财务部，拜托了 🙏🏻', '/role rename 财务 财务部'],
    ['/role rename 1203141 "Finance".', '/role rename 1203141 Finance'],
    ['/角色 改名 财务 “财务部”，谢谢', '/role rename 财务 财务部'],
    ['/role members 1203141。', '/role members 1203141'],
    ['/role members 1203141 --page 2.', '/role members 1203141 --page 2'],
    ['/role of manager4220？', '/role of manager4220'],
    ['/role add 1203141 EMP123 --for 8h, thx', '/role add 1203141 EMP123 --for 8h'],
    ['/role scope EMP123 1203141 --depts 11,1231。', '/role scope EMP123 1203141 --depts 11,1231'],
    ['/role scope EMP123 1203141 --everyone!', '/role scope EMP123 1203141 --everyone'],
    ['/role create 审计员 --group 职务。', '/role create 审计员 --group 职务'],
    ['/approve 7F3KQ.', '/approve 7F3KQ'],
    ['/reject 7F3KQ，谢谢', '/reject 7F3KQ'],
    ['/status。', '/status'],
    ['/help!', '/help'],
    ['/?', '/help'],
    ['/？', '/help'],
  ])('%s', (typed, canonical) => {
    expect(said(parse(typed))).toBe(canonical)
  })

  test.each([
    // Quotes keep it, and the line that cards show has them.
    ['/role rename 1203141 "Finance."', 'Finance.', '/role rename 1203141 "Finance."'],
    ['/角色 改名 财务 “财务部。”', '财务部。', '/role rename 财务 "财务部。"'],
    ['/role rename 1203141 "Thanks"', 'Thanks', '/role rename 1203141 "Thanks"'],
    ['/role rename 1203141 "财务部，谢谢"!', '财务部，谢谢', '/role rename 1203141 "财务部，谢谢"'],
    // A mark within a name, and a name that only ends like thanks.
    ['/role rename 1203141 v1.2', 'v1.2', '/role rename 1203141 v1.2'],
    ['/role rename 1203141 ❤️', '❤️', '/role rename 1203141 ❤️'],
    ['/role rename 1203141 "Finance❗️"', 'Finance❗️', '/role rename 1203141 "Finance❗️"'],
    ['/role rename 1203141 财务部好吗', '财务部好吗', '/role rename 1203141 财务部好吗'],
    [
      `/role rename 1203141 财务部${'🙏'.repeat(20)}`,
      `财务部${'🙏'.repeat(20)}`,
      `/role rename 1203141 财务部${'🙏'.repeat(20)}`,
    ],
    ['/role rename 1203141 No-thanks', 'No-thanks', '/role rename 1203141 No-thanks'],
    ['/role rename 1203141 财务部谢谢', '财务部谢谢', '/role rename 1203141 财务部谢谢'],
  ])('%s keeps its name', (typed, name, line) => {
    expect(parse(typed)).toMatchObject({ kind: 'command', said: { name }, line })
    expect(parse(line)).toEqual(parse(typed))
  })

  test('a reason stays as it was typed', () => {
    const reason = (typed: string) => {
      const parsed = parse(typed)
      return parsed.kind === 'command' && parsed.said.reason
    }
    expect(reason('/reject 7F3KQ not before the audit, thanks.')).toEqual(
      'not before the audit, thanks.'.split(' '),
    )
    expect(reason('/reject 7F3KQ 请等审计结束。')).toEqual(['请等审计结束。'])
  })

  test('a name that would be nothing but thanks is asked for, not guessed', () => {
    expect(said(parse('/role rename 1203141 thanks'))).toMatch(/<name> is missing/)
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

  test('a sentence’s end makes no difference, and in quotes it stays', () => {
    const name = fc.constantFrom('Finance', '财务部', 'v1.2', 'O’Neill', 'Tx', '王芳')
    const end = fc.constantFrom(
      ...'.。!！?？~～…,，、;；:：',
      ' 谢谢',
      '，谢谢啦',
      ', thx',
      ' 🙏',
      ' please',
    )
    const ends = fc.array(end, { minLength: 1, maxLength: 4 }).map(all => all.join(''))
    fc.assert(
      fc.property(name, ends, (name, ends) => {
        const plain = parse(`/role rename 1203141 ${name}`)
        expect(plain.kind).toBe('command')
        expect(parse(`/role rename 1203141 ${name}${ends}`)).toEqual(plain)
        expect(parse(`/role rename 1203141 "${name}"${ends}`)).toEqual(plain)
        const kept = parse(`/role rename 1203141 "${name}${ends}"`)
        expect(kept).toMatchObject({ said: { name: `${name}${ends}` } })
        expect(parse(said(kept))).toEqual(kept)
      }),
    )
  })

  test('a list reads back as itself, whatever its items are called', () => {
    const item = fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join(''))
    const quotedItem = item.map(text => `"${text.replace(/["“”„‟＂\\]/gu, mark => `\\${mark}`)}"`)
    fc.assert(
      fc.property(fc.array(fc.oneof(item, quotedItem), { minLength: 1, maxLength: 3 }), items => {
        const first = parse(`/role scope EMP123 1203141 --depts ${items.join(',')}`)
        if (first.kind === 'problem') return
        expect(parse(first.line)).toEqual(first)
      }),
      { numRuns: 3000 },
    )
  })

  test('a backslash before a blank of another kind in quotes reads back as itself, too', () => {
    const first = parse("/role members '\\\u3000x‘")
    expect(said(first)).toBe('/role members "\\\\ x"')
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
