import { type Kysely, sql } from 'kysely'
import type { AuditRow, Tables } from '../tables.ts'
import { genesis, hashOf } from './chain.ts'
import { hiddenText, rowsBeside, rowsUpTo, strayNumber } from './pages.ts'

/** Where the chain ended at some moment: the last record's number and hash. */
export interface Head {
  readonly seq: number
  readonly hash: string
}

/** `unnumbered`: a record whose number is none. `head`: the row that says where the chain ends is gone, or not the only one. */
type Problem = 'edited' | 'missing' | 'inserted' | 'unnumbered' | 'reordered' | 'cut' | 'head'

/** Sound up to its end, or the number of the first record where it is not, and what seems to have happened there. */
export type Verdict =
  | ({ readonly ok: true } & Head)
  | { readonly ok: false; readonly seq: number; readonly problem: Problem }

const broken = (seq: number, problem: Problem): Verdict => ({ ok: false, seq, problem })

/**
 * Reads the whole chain, and every row that stands beside it. `expected` is a head that was noted elsewhere: without it,
 * whoever can write the database could cut the tail off, or write everything anew, and set the head accordingly.
 */
export async function verify(db: Kysely<Tables>, expected?: Head): Promise<Verdict> {
  const bounds = await boundsOf(db)
  if (bounds === undefined) return broken(0, 'head')
  const { head, count } = bounds
  let end: Head = { seq: 0, hash: genesis }
  if (expected?.seq === 0 && expected.hash !== genesis) return broken(1, 'edited')
  for await (const row of rowsUpTo(db, head.seq)) {
    const next = end.seq + 1
    if (!isNumber(row.seq)) return broken(end.seq, 'unnumbered')
    if (row.seq !== next || row.prev !== end.hash || row.hash !== hashOf(row))
      return broken(next, await problemAt(db, row, end, bounds))
    if (row.seq === expected?.seq && row.hash !== expected.hash) return broken(row.seq, 'edited')
    end = row
  }
  if (end.seq < head.seq) return broken(end.seq + 1, 'cut')
  for await (const { seq } of rowsBeside(db))
    return isNumber(seq) ? broken(seq, 'inserted') : broken(end.seq, 'unnumbered')
  // Each number up to the head was there once: what is more, stands elsewhere, or there twice.
  if (count > head.seq) return broken((await strayNumber(db)) ?? head.seq + 1, 'inserted')
  if (end.seq < (expected?.seq ?? 0)) return broken(end.seq + 1, 'cut')
  if (end.hash !== head.hash) return broken(end.seq, 'edited')
  const hidden = await hiddenText(db)
  return hidden === undefined ? { ok: true, ...head } : broken(hidden, 'edited')
}

/** Of a spoilt row it may be anything, whatever its type says. */
const isNumber = (seq: unknown): boolean => Number.isSafeInteger(seq)

interface Bounds {
  readonly head: Head
  readonly count: number
}

/** One statement, so that what is being written meanwhile is in all of it or in none; undefined where there is no one head. */
async function boundsOf(db: Kysely<Tables>): Promise<Bounds | undefined> {
  const [row, other] = await db
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .select(eb => eb.selectFrom('audit').select(sql<number>`count(*)`.as('count')).as('count'))
    .limit(2)
    .execute()
  if (row === undefined || other !== undefined || !isNumber(row.seq) || row.seq < 0)
    return undefined
  return { head: { seq: row.seq, hash: row.hash }, count: row.count ?? 0 }
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
