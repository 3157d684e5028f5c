import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { hashOf } from '../../src/store/audit/chain.ts'
import { databases } from '../support/databases.ts'
import { storeOn, wang } from './stores.ts'

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

describe.each(databases)('verifying the audit on $name', ({ open }) => {
  async function of(count: number) {
    const { url, sql } = await open()
    const { requests, audit } = await storeOn(url)
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
    [
      'one before the first',
      `INSERT INTO audit SELECT 0, at, event, actor, request_id, code, from_status, to_status,
        record, prev, hash FROM audit WHERE seq = 1`,
      1,
      'inserted',
    ],
    [
      'one after the last',
      `INSERT INTO audit SELECT 7, at, event, actor, request_id, code, from_status, to_status,
        record, prev, hash FROM audit WHERE seq = 1`,
      7,
      'inserted',
    ],
  ] as const)('shows %s', async (_, tampering, seq, problem) => {
    const { audit, sql } = await of(6)
    await sql(tampering)

    expect(await audit.verify()).toEqual({ ok: false, seq, problem })
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
