import { describe, expect, test } from '@jest/globals'
import { databases } from '../support/databases.ts'
import { heldClock, li, storeOn, wang } from './stores.ts'

describe.each(databases)('the audit on $name', ({ open }) => {
  async function of(count: number) {
    const { url, sql } = await open()
    const clock = heldClock()
    const { requests, audit } = await storeOn(url, { clock })
    for (let n = 1; n <= count; n += 1) {
      await requests.record({ event: 'pressed', actor: n % 2 ? wang : li, record: { n } })
      clock.pass(1000)
    }
    return { requests, audit, sql, clock }
  }

  test('is sound while nobody touches it, from the empty one on', async () => {
    const { audit, requests } = await of(0)
    expect(await audit.verify()).toEqual({ ok: true, ...(await audit.head()) })
    await requests.record({ event: 'pressed', actor: wang })
    await requests.record({ event: 'reminded', actor: wang })
    expect(await audit.verify()).toEqual({ ok: true, ...(await audit.head()) })
    expect(await audit.head()).toMatchObject({ seq: 2 })
  })

  test('is read from its end, or from its beginning, past any page', async () => {
    const { audit, sql } = await of(3)
    const copy = (from: number) => `INSERT INTO audit SELECT seq + ${from}, at, event, actor,
      request_id, code, from_status, to_status, record, prev, hash FROM audit`
    for (let rows = 3; rows < 1500; rows *= 2) await sql(copy(rows))
    await sql('UPDATE audit_head SET seq = 1536')
    const seqs: number[] = []
    for await (const { seq } of audit.each()) seqs.push(seq)

    expect(seqs).toEqual(Array.from({ length: 1536 }, (_, index) => index + 1))
    const newest = await audit.list({ limit: 700 })
    expect(newest.map(({ seq }) => seq)).toEqual(seqs.slice(-700).reverse())
  })

  test('is filtered by person and by time', async () => {
    const { audit, clock } = await of(6)
    const start = +clock.now() - 6000
    const seqs = async (filter: Parameters<typeof audit.list>[0]) =>
      (await audit.list(filter)).map(({ seq }) => seq)

    expect(await seqs({ by: wang, limit: 2 })).toEqual([5, 3])
    expect(await seqs({ by: 'nobody', limit: 2 })).toEqual([])
    expect(await seqs({ since: new Date(start + 4000), limit: 9 })).toEqual([6, 5])
    expect(await seqs({ until: new Date(start + 2000), limit: 9 })).toEqual([2, 1])
    expect(await seqs({ limit: 0 })).toEqual([])
  })

  test('is filtered by role, by id or name, never by a part of it', async () => {
    const { audit, requests } = await of(1)
    const roles = [1203141, '1203141', { id: 1203141, name: '财务_"部"%' }, 12031410, 'x', null]
    for (const role of roles)
      await requests.record({ event: 'pressed', actor: wang, record: { role } })
    await requests.record({ event: 'pressed', actor: wang, record: { member: 1203141 } })
    const seqs = async (role: string) =>
      (await audit.list({ role, limit: 9 })).map(({ seq }) => seq)

    expect(await seqs('1203141')).toEqual([4, 3, 2])
    expect(await seqs('财务_"部"%')).toEqual([4])
    expect(await seqs('财务%')).toEqual([])
    expect(await seqs('false')).toEqual([])
  })

  test('one spoilt record hides no other', async () => {
    const { audit, sql } = await of(3)
    await sql(`UPDATE audit SET record = '{', actor = '' WHERE seq = 2`)

    expect(await audit.list({ limit: 9 })).toMatchObject([
      { seq: 3 },
      { seq: 2, record: { unreadable: '{' } },
      { seq: 1 },
    ])
    await sql('UPDATE audit SET at = 9223372036854775807 WHERE seq = 3')
    expect((await audit.list({ limit: 9 })).map(({ at }) => at.getUTCFullYear())).toEqual([
      1970, 2026, 2026,
    ])
  })
})
