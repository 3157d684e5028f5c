import { expect, test } from '@jest/globals'
import { csvLine } from '../../src/cli/csv.ts'
import { fc } from '../support/properties.ts'

test.each([
  [['a', 'b'], 'a,b'],
  [['a,b', 'say "no"', 'two\nlines'], '"a,b","say ""no""","two\nlines"'],
  [['=1+1', '+1', '-1', '@SUM(A1)'], "'=1+1,'+1,'-1,'@SUM(A1)"],
  [['\t=1', '\r=1', '\n=1'], '\'\t=1,"\'\r=1","\'\n=1"'],
  [['＝1', '＋1', '－1', '＠A'], "'＝1,'＋1,'－1,'＠A"],
  [['=HYPERLINK("https://example.com","a")'], '"\'=HYPERLINK(""https://example.com"",""a"")"'],
  [['', '财务', '1=1'], ',财务,1=1'],
])('%j is written %j', (cells, line) => {
  expect(csvLine(cells)).toBe(line)
})

/** RFC 4180, read the long way. */
function readCells(line: string): string[] {
  const cells: string[] = []
  let rest = `,${line}`
  while (rest !== '') {
    const [whole = '', quoted, plain] = /^,(?:"((?:[^"]|"")*)"|([^,"]*))/.exec(rest) ?? []
    if (whole === '') throw new Error(`not CSV: ${rest}`)
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    rest = rest.slice(whole.length)
  }
  return cells
}

test('every cell reads back, and none begins like a formula', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a') }),
  )
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), cells => {
      const read = readCells(csvLine(cells))
      expect(read.map((text, i) => (text === `'${cells[i]}` ? cells[i] : text))).toEqual(cells)
      for (const text of read) expect(text).not.toMatch(/^[=+\-@\t\r\n]/)
    }),
  )
})
