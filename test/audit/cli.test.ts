import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { runAudit } from '../../src/cli/audit.ts'
import { createI18n } from '../../src/i18n/create-i18n.ts'
import { hashOf } from '../../src/store/audit/chain.ts'
import { emptyFolder, startProgram } from '../e2e/program.ts'
import { liftRules, strayRecord } from '../store/rules-lifted.ts'
import { storeOn, wang } from '../store/stores.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { configOf } from '../support/robots.ts'

const settings = {
  DINGTALK_CLIENT_ID: 'dingtest',
  DINGTALK_CLIENT_SECRET: 'not-a-secret',
  DINGTALK_CORP_ID: 'dingcorp',
}

/** `rolekeeper audit …` as a process of its own. */
async function spawned(url: string, ...args: string[]) {
  const cwd = await emptyFolder()
  const program = startProgram('audit', { cwd, settings: { ...settings, DATABASE_URL: url }, args })
  const { code } = await program.ended
  const said = program.said.out.trimEnd()
  return { well: code === 0, said, lines: said.split('\n') }
}

/** The same without the process. */
async function audit(url: string, ...args: string[]) {
  const lines: string[] = []
  const config = configOf({ ...settings, DATABASE_URL: url })
  const well = await runAudit(args, config, createI18n('en'), line => lines.push(line))
  return { well, said: lines.join('\n'), lines }
}

/** A database with six records, whose head was noted at the fourth. */
async function sixRecords(open: () => Promise<TestDatabase>) {
  const { url, sql } = await open()
  const { requests, audit } = await storeOn(url)
  let noted = ''
  for (let n = 1; n <= 6; n += 1) {
    await requests.record({ event: 'pressed', actor: wang, record: { n, line: '=1+1' } })
    const { seq, hash } = await audit.head()
    if (n === 4) noted = `${seq}:${hash}`
  }
  return { url, sql, noted, head: await audit.head() }
}

const [sqlite, postgres] = databases

describe('rolekeeper audit verify', () => {
  test.each([sqlite, postgres])('on $name: whole, up to a head to be noted', async ({ open }) => {
    const { url, noted, head } = await sixRecords(open)
    const sound = `The audit is whole up to record 6, whose hash is ${head.hash}`
    expect(await spawned(url, 'verify')).toMatchObject({ well: true, said: sound })
    expect(await audit(url, 'verify', '--head', noted)).toMatchObject({ well: true, said: sound })
  })

  test.each([
    ['an edited record', `UPDATE audit SET actor = 'EMP999' WHERE seq = 3`, 'Record 3 was edited.'],
    ['a removed record', 'DELETE FROM audit WHERE seq = 3', 'Record 3 is missing.'],
    [
      'an inserted record',
      `INSERT INTO audit SELECT 7, at, event, actor, request_id, code, from_status, to_status,
        record, hash, prev FROM audit WHERE seq = 6`,
      'Record 7 was inserted.',
    ],
    [
      'two that changed places',
      'UPDATE audit SET seq = CASE seq WHEN 3 THEN 104 ELSE 103 END WHERE seq IN (3, 4)',
      'From record 3 on the order was changed.',
    ],
    [
      'a tail that is cut off',
      'DELETE FROM audit WHERE seq > 4',
      'The audit is cut off before record 5.',
    ],
  ])('finds %s', async (what, tamper, said) => {
    const { url, sql } = await sixRecords(sqlite.open)
    await sql(tamper)
    if (what.includes('places')) await sql('UPDATE audit SET seq = seq - 100 WHERE seq > 100')
    expect(await spawned(url, 'verify')).toMatchObject({ well: false, said })
  })

  test.each([
    ['below the first', strayRecord('-5'), 'Record -5 was inserted.'],
    ['without a number', strayRecord('NULL'), 'There is a record whose number is none.'],
    [
      'that says anew where the audit ends',
      'INSERT INTO audit_head SELECT 2, seq, hash FROM audit_head',
      'The table audit_head, which says where the audit ends, does not hold the one row that it should.',
    ],
  ])('finds a row %s', async (_, tamper, said) => {
    const { url, sql } = await sixRecords(sqlite.open)
    await liftRules({ url, sql })
    await sql(tamper)
    expect(await spawned(url, 'verify')).toMatchObject({ well: false, said })
  })

  test('finds a tail that was cut off, and the head moved with it, by a head noted elsewhere', async () => {
    const { url, sql, noted } = await sixRecords(sqlite.open)
    await sql('DELETE FROM audit WHERE seq > 3')
    await sql('UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)')
    expect(await audit(url, 'verify')).toMatchObject({ well: true })
    expect(await spawned(url, 'verify', '--head', noted)).toMatchObject({
      well: false,
      said: 'The audit is cut off before record 4.',
    })
  })

  test('finds a whole chain written anew, by a head noted elsewhere', async () => {
    const { url, sql, noted } = await sixRecords(sqlite.open)
    const rows = z
      .array(z.looseObject({ seq: z.number(), prev: z.string(), hash: z.string() }))
      .parse(await sql('SELECT * FROM audit ORDER BY seq'))
    let prev = rows[0]?.prev ?? ''
    for (const { seq } of rows) {
      await sql(`UPDATE audit SET actor = 'EMP999', prev = '${prev}' WHERE seq = ${seq}`)
      const [row] = z.array(rowShape).parse(await sql(`SELECT * FROM audit WHERE seq = ${seq}`))
      if (row) prev = hashOf(row)
      await sql(`UPDATE audit SET hash = '${prev}' WHERE seq = ${seq}`)
    }
    await sql(`UPDATE audit_head SET hash = '${prev}'`)
    expect(await audit(url, 'verify')).toMatchObject({ well: true })
    expect(await audit(url, 'verify', '--head', noted)).toMatchObject({
      well: false,
      said: 'Record 4 was edited.',
    })
  })

  test('says so where the head is none, and where the database is none', async () => {
    const { url } = await sixRecords(sqlite.open)
    expect(await audit(url, 'verify', '--head', '4:abc')).toMatchObject({
      well: false,
      said: expect.stringMatching(/^A head looks like/),
    })
    const typo = `file:${await emptyFolder()}/rolekeper.db`
    expect(await audit(typo, 'verify')).toMatchObject({
      well: false,
      said: `There is no database ${typo}, so there is no audit.`,
    })
  })
})

const rowShape = z.object({
  seq: z.number(),
  at: z.number(),
  event: z.string(),
  actor: z.string(),
  request_id: z.string().nullable(),
  code: z.string().nullable(),
  from_status: z.enum([]).nullable(),
  to_status: z.enum([]).nullable(),
  record: z.string(),
  prev: z.string(),
})

test.each([[['export', '--format', 'xml']], [['verify', '--haed', '4:abc']], [['erase']], [[]]])(
  'rolekeeper audit %j explains itself',
  async args => {
    const { url } = await sixRecords(sqlite.open)
    expect(await audit(url, ...args)).toMatchObject({
      well: false,
      said: expect.stringMatching(/^rolekeeper audit verify \[--head/),
    })
  },
)

describe('rolekeeper audit export', () => {
  test('as JSON lines: every record in order, whole', async () => {
    const { url, head } = await sixRecords(postgres.open)
    const { well, lines } = await audit(url, 'export')
    expect(well).toBe(true)
    const records = lines.map(line => JSON.parse(line))
    expect(records.map(({ seq, record }) => [seq, record.n])).toEqual(
      [1, 2, 3, 4, 5, 6].map(n => [n, n]),
    )
    expect(records.at(-1)).toMatchObject({
      actor: wang,
      event: 'pressed',
      record: { n: 6 },
      hash: head.hash,
    })
  })

  test('as CSV, in which nothing is a formula', async () => {
    const { url, sql } = await sixRecords(sqlite.open)
    await sql(`UPDATE audit SET actor = '=cmd|calc', event = '@x,y' WHERE seq = 2`)
    const { well, lines } = await spawned(url, 'export', '--format', 'csv')
    expect(well).toBe(true)
    await sql('UPDATE audit SET at = 9223372036854775807 WHERE seq = 5')
    expect((await audit(url, 'export', '--format', 'csv')).lines[5]).toMatch(/^5,1970-01-01T/)
    expect(lines[0]).toBe('\uFEFFseq,at,event,actor,code,from,to,requestId,record,prev,hash')
    expect(lines).toHaveLength(7)
    expect(lines[2]).toMatch(
      /^2,2026-01-05T09:00:00.000Z,"'@x,y",'=cmd\|calc,,,,,"\{""n"":2,""line"":""=1\+1""\}",[0-9a-f]{64},[0-9a-f]{64}$/,
    )
  })
})
