import { type Kysely, sql } from 'kysely'
import type { AuditRow, Tables } from '../tables.ts'
import { genesis, hashOf } from './chain.ts'
import { rowsUpTo } from './pages.ts'

/** Where the chain ended at some moment: the last record's number and hash. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

type Problem = 'edited' | 'missing' | 'inserted' | 'reordered' | 'cut'

/** Sound up to its end, or the number of the first record where it is not, and what seems to have happened there. */
export type Verdict =
  | ({ readonly ok: true } & Head)
  | { readonly ok: false; readonly seq: number; readonly problem: Problem }

/**
 * Reads the whole chain. `expected` is a head that was noted elsewhere: without it, whoever can write the database could
 * cut the tail off, or write everything anew, and set the head accordingly.
 */
export async function verify(db: Kysely<Tables>, expected?: Head): Promise<Verdict> {
  const bounds = await boundsOf(db)
  let end: Head = { seq: 0, hash: genesis }
  for await (const row of rowsUpTo(db, bounds.last)) {
    const next = end.seq + 1
    if (row.seq !== next || row.prev !== end.hash || row.hash !== hashOf(row)) {
      return { ok: false, seq: next, problem: await problemAt(db, row, end, bounds) }
    }
    if (row.seq === expected?.seq && row.hash !== expected.hash) return edited(row.seq)
    end = row
  }
  if (end.seq < Math.max(bounds.head.seq, expected?.seq ?? 0)) {
    return { ok: false, seq: end.seq + 1, problem: 'cut' }
  }
  if (end.seq > bounds.head.seq) return { ok: false, seq: bounds.head.seq + 1, problem: 'inserted' }
  return end.hash === bounds.head.hash
    ? { ok: true, seq: end.seq, hash: end.hash }
    : edited(end.seq)
}

const edited = (seq: number): Verdict => ({ ok: false, seq, problem: 'edited' })

interface Bounds {
  readonly head: Head
  readonly last: number
  readonly count: number
}

/** One statement, so that what is being written meanwhile is in all of it or in none. */
async function boundsOf(db: Kysely<Tables>): Promise<Bounds> {
  const { seq, hash, last, count } = await db
    .selectNoFrom(eb => [
      eb.selectFrom('audit_head').select('seq').as('seq'),
      eb.selectFrom('audit_head').select('hash').as('hash'),
      eb.selectFrom('audit').select(sql<number>`coalesce(max(seq), 0)`.as('last')).as('last'),
      eb.selectFrom('audit').select(sql<number>`count(*)`.as('count')).as('count'),
    ])
    .executeTakeFirstOrThrow()
  return { head: { seq: seq ?? 0, hash: hash ?? 'gone' }, last: last ?? 0, count: count ?? 0 }
}

/** The chain breaks at `row`, which follows `end`: by the number of records, and by where the rightful successor is. */
async function problemAt(
  db: Kysely<Tables>,
  row: AuditRow,
  end: Head,
  { head, count }: Bounds,
): Promise<Problem> {
  if (row.seq <= end.seq || count > head.seq) return 'inserted'
  if (count < head.seq) return 'missing'
  const rightful = await db
    .selectFrom('audit')
    .select('seq')
    .where('prev', '=', end.hash)
    .where('seq', '!=', end.seq + 1)
    .executeTakeFirst()
  if (rightful) return 'reordered'
  return row.seq === end.seq + 1 ? 'edited' : 'missing'
}
