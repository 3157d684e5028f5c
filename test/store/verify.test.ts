import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { hashOf } from '../../src/store/audit/chain.ts'
import { databases } from '../support/databases.ts'
import { liftRules, strayRecord } from './rules-lifted.ts'
import { aRequest, storeOn, wang } from './stores.ts'

/** Postgres's client gives bigint as text. */
const number = z.coerce.number()
const auditRow = z.object({
  seq: number,
  at: number,
  event: z.string(),
  actor: z.string(),
  request_id: z.string().nullable(),
  code: z.string().nullable(),
  from_status: z.string().nullable(),
  to_status: z.string().nullable(),
  record: z.string(),
  prev: z.string(),
})

describe.each(databases)('verifying the audit on $name', ({ name: engine, open }) => {
  async function of(count: number) {
    const { url, sql } = await open()
    const { requests, audit } = await storeOn(url)
    await liftRules({ url, sql })
    for (let n = 1; n <= count; n += 1) {
      await requests.record({ event: 'pressed', actor: wang, record: { n } })
    }
    return { requests, audit, sql }
  }

  test.each([
    ['an event', `UPDATE audit SET event = 'harmless' WHERE seq = 3`, 3, 'edited'],
    ['an actor', `UPDATE audit SET actor = 'EMP999' WHERE seq = 3`, 3, 'edited'],
    ['a time', `UPDATE audit SET at = at + 1 WHERE seq = 3`, 3, 'edited'],
    ['a record', `UPDATE audit SET record = '{"n":4}' WHERE seq = 3`, 3, 'edited'],
    ['a request', `UPDATE audit SET request_id = 'r' WHERE seq = 3`, 3, 'edited'],
    ['a code', `UPDATE audit SET code = 'AAAAA' WHERE seq = 3`, 3, 'edited'],
    ['a state', `UPDATE audit SET to_status = 'done' WHERE seq = 3`, 3, 'edited'],
    ['a former state', `UPDATE audit SET from_status = 'done' WHERE seq = 3`, 3, 'edited'],
    ['a hash', `UPDATE audit SET hash = prev WHERE seq = 3`, 3, 'edited'],
    ['the last hash', `UPDATE audit SET hash = prev WHERE seq = 6`, 6, 'edited'],
    ['the link', `UPDATE audit SET prev = hash WHERE seq = 3`, 3, 'edited'],
    ['the head', `UPDATE audit_head SET hash = 'x'`, 6, 'edited'],
    ['a removed one', 'DELETE FROM audit WHERE seq = 3', 3, 'missing'],
    ['the removed first', 'DELETE FROM audit WHERE seq = 1', 1, 'missing'],
    ['the cut tail', 'DELETE FROM audit WHERE seq > 4', 5, 'cut'],
    ['all of them cut', 'DELETE FROM audit', 1, 'cut'],
    ['one before the first', strayRecord('0'), 0, 'inserted'],
    ['one after the last', strayRecord('7'), 7, 'inserted'],
    ['one far after the last', strayRecord('5000'), 5000, 'inserted'],
    ['one far before the first', strayRecord('-5'), -5, 'inserted'],
    ['one beyond what is counted exactly', strayRecord('9007199254740993'), 6, 'unnumbered'],
    ['one at the end of all numbers', strayRecord('9223372036854775807'), 6, 'unnumbered'],
    ['a head set back', 'UPDATE audit_head SET seq = 4', 5, 'inserted'],
    ['a head set forward', 'UPDATE audit_head SET seq = 9', 7, 'cut'],
    ['a negative head', 'UPDATE audit_head SET seq = -1', 0, 'head'],
    ['a head that is gone', 'DELETE FROM audit_head', 0, 'head'],
    [
      'a second head',
      'INSERT INTO audit_head SELECT 2, seq, hash FROM audit_head WHERE id = 1',
      0,
      'head',
    ],
  ] as const)('shows %s', async (_, tampering, seq, problem) => {
    const { audit, sql } = await of(6)
    await sql(tampering)

    expect(await audit.verify()).toEqual({ ok: false, seq, problem })
  })

  test('shows two of one number, also where a page ends', async () => {
    const { audit, requests, sql } = await of(0)
    for (let n = 1; n <= 502; n += 1) await requests.record({ event: 'pressed', actor: wang })
    if (engine === 'postgres') await sql('ALTER TABLE audit DROP CONSTRAINT audit_pkey')
    else {
      await sql('CREATE TABLE loose AS SELECT * FROM audit')
      await sql('DROP TABLE audit')
      await sql('ALTER TABLE loose RENAME TO audit')
    }
    await sql(`INSERT INTO audit SELECT * FROM audit WHERE seq = 500`)

    expect(await audit.verify()).toEqual({ ok: false, seq: 500, problem: 'inserted' })
  })

  test('shows a stray although one is missing, and one among a thousand', async () => {
    const { audit, sql } = await of(3)
    for (let rows = 3; rows < 1500; rows *= 2)
      await sql(`INSERT INTO audit SELECT seq - 10000 * ${rows}, at, event, actor, request_id, code, from_status,
        to_status, record, prev, hash FROM audit`)
    expect(await audit.verify()).toMatchObject({ ok: false, problem: 'inserted' })
    let exported = 0
    for await (const { seq } of audit.each()) exported += Number(Number.isInteger(seq))
    expect(exported).toBeGreaterThan(1500)
    await sql('DELETE FROM audit WHERE seq = 2')
    expect(await audit.verify()).toMatchObject({ ok: false, seq: 2 })
  })

  test('a head of an empty audit is held against one that has begun', async () => {
    const { audit } = await of(1)
    expect(await audit.verify({ seq: 0, hash: '0'.repeat(64) })).toMatchObject({ ok: true })
    expect(await audit.verify({ seq: 0, hash: '1'.repeat(64) })).toMatchObject({ ok: false })
  })

  test('what is shown is exported, and what is exported is shown', async () => {
    const { audit, sql } = await of(2)
    const strays = ['-5', '9223372036854775807', ...(engine === 'sqlite' ? ['NULL', "'x'"] : [])]
    for (const stray of strays) await sql(strayRecord(stray))
    const exported: unknown[] = []
    for await (const { seq } of audit.each()) exported.push(seq)
    const shown = (await audit.list({ limit: 50 })).map(({ seq }) => seq)
    expect(exported).toHaveLength(2 + strays.length)
    expect(new Set(shown)).toEqual(new Set(exported))
    // It may name itself as its own successor.
    expect(await audit.list({ limit: 50, role: 'nobody’s' })).toEqual([])
  })

  const shift = (from: number, by: number) => [
    `UPDATE audit SET seq = -seq WHERE seq >= ${from}`,
    `UPDATE audit SET seq = -seq + ${by} WHERE seq < 0`,
  ]

  test('shows a removed one although the others were numbered anew', async () => {
    const { audit, sql } = await of(6)
    await sql('DELETE FROM audit WHERE seq = 3')
    for (const step of shift(4, -1)) await sql(step)

    expect(await audit.verify()).toEqual({ ok: false, seq: 3, problem: 'missing' })
  })

  test('shows an inserted one although the others were numbered anew', async () => {
    const { audit, sql } = await of(6)
    for (const step of shift(3, 1)) await sql(step)
    await sql(`INSERT INTO audit SELECT 3, at, 'forged', actor, request_id, code, from_status,
      to_status, record, hash, 'forged' FROM audit WHERE seq = 2`)

    expect(await audit.verify()).toEqual({ ok: false, seq: 3, problem: 'inserted' })
  })

  test.each([
    [2, 5],
    [3, 4],
    [1, 6],
  ])('shows that %i and %i changed places', async (a, b) => {
    const { audit, sql } = await of(6)
    await sql(`UPDATE audit SET seq = -1 WHERE seq = ${a}`)
    await sql(`UPDATE audit SET seq = ${a} WHERE seq = ${b}`)
    await sql(`UPDATE audit SET seq = ${b} WHERE seq = -1`)

    expect(await audit.verify()).toEqual({ ok: false, seq: a, problem: 'reordered' })
  })

  /** As somebody would who has read how the hash is made. */
  async function forge({ sql }: Awaited<ReturnType<typeof of>>, seq: number, prev?: string) {
    const rows = await sql(`SELECT * FROM audit WHERE seq = ${seq}`)
    const [row] = z.tuple([auditRow]).parse(rows)
    const forged = { ...row, event: 'harmless', prev: prev ?? row.prev }
    const hash = hashOf(forged)
    await sql(`UPDATE audit SET event = 'harmless', prev = '${forged.prev}', hash = '${hash}'
      WHERE seq = ${seq}`)
    return hash
  }

  test('shows an edited one although its own hash was made to fit', async () => {
    const world = await of(6)
    await forge(world, 3)

    expect(await world.audit.verify()).toEqual({ ok: false, seq: 4, problem: 'edited' })
  })

  test('shows a gap although every hash was made to fit', async () => {
    const world = await of(4)
    const { audit, sql } = world
    await sql('DELETE FROM audit WHERE seq = 3')
    const before = (await audit.list({ limit: 2 }))[1]
    const last = await forge(world, 4, before?.hash)
    await sql(`UPDATE audit_head SET hash = '${last}'`)

    expect(await audit.verify()).toEqual({ ok: false, seq: 3, problem: 'missing' })
  })

  test('a head noted elsewhere shows a cut tail whose head was set back', async () => {
    const { audit, sql } = await of(6)
    const noted = await audit.head()
    await sql('DELETE FROM audit WHERE seq > 4')
    await sql(`UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)`)

    expect(await audit.verify()).toMatchObject({ ok: true, seq: 4 })
    expect(await audit.verify(noted)).toEqual({ ok: false, seq: 5, problem: 'cut' })
  })

  test('a head noted elsewhere shows a chain that was written anew', async () => {
    const { audit, requests, sql } = await of(4)
    const noted = await audit.head()
    await sql('DELETE FROM audit')
    await sql(`UPDATE audit_head SET seq = 0, hash = '${'0'.repeat(64)}'`)
    for (let n = 1; n <= 5; n += 1) await requests.record({ event: 'reminded', actor: wang })

    expect(await audit.verify()).toMatchObject({ ok: true, seq: 5 })
    expect(await audit.verify(noted)).toEqual({ ok: false, seq: 4, problem: 'edited' })
  })

  test('a head noted elsewhere holds while the chain grows', async () => {
    const { audit, requests } = await of(3)
    const noted = await audit.head()
    await requests.record({ event: 'reminded', actor: wang })

    expect(await audit.verify(noted)).toEqual({ ok: true, ...(await audit.head()) })
  })
})

describe('verifying the audit on sqlite, which takes what it is given', () => {
  test.each([
    ['no number', 'NULL', 6, 'unnumbered'],
    ['a word for a number', `'six'`, 6, 'unnumbered'],
    ['bytes for a number', `x'00ff'`, 6, 'unnumbered'],
    ['half a number', '3.5', 3, 'unnumbered'],
    ['less than half a number', '0.5', 0, 'unnumbered'],
    ['half a negative number', '-2.5', 6, 'unnumbered'],
    ['more than every number', '9e999', 6, 'unnumbered'],
  ])('shows one with %s', async (_, stray, seq, problem) => {
    const { url, sql } = await databases[0].open()
    const { requests, audit } = await storeOn(url)
    for (let n = 1; n <= 6; n += 1) await requests.record({ event: 'pressed', actor: wang })
    await liftRules({ url, sql })
    await sql(strayRecord(stray))

    expect(await audit.verify()).toEqual({ ok: false, seq, problem })
  })

  test.each([
    'event',
    'actor',
    'request_id',
    'code',
    'from_status',
    'to_status',
    'record',
    'prev',
    'hash',
  ])('shows a %s that goes on where the driver reads no further', async column => {
    const { url, sql } = await databases[0].open()
    const { requests, audit } = await storeOn(url)
    const request = await requests.receive(aRequest())
    if (request) await requests.move(request, { to: 'answered', actor: wang })
    await sql(`UPDATE audit SET ${column} = ${column} || char(0) || 'x' WHERE seq = 2`)

    expect(await audit.verify()).toEqual({ ok: false, seq: 2, problem: 'edited' })
  })
})
