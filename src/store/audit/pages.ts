import { type Kysely, sql } from 'kysely'
import type { AuditRow, Tables } from '../tables.ts'

const pageSize = 500

/**
 * The rows with a number of the chain, from 1 up to `last`, in order, a page at a time: the audit may be longer than memory.
 */
export async function* rowsUpTo(
  db: Kysely<Tables>,
  last = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<AuditRow> {
  let seq = 0
  for (;;) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    yield* page
    const end = page.at(-1)
    if (!end) return
    seq = end.seq
  }
}

/**
 * The rows that no number of the chain leads to: below 1, above what is counted exactly, and in SQLite, which takes what it is
 * given, NULL and what is no number at all.
 */
export async function* rowsBeside(db: Kysely<Tables>): AsyncGenerator<AuditRow> {
  for (let passed = 0; ; passed += pageSize) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where(eb =>
        eb.or([eb('seq', 'is', null), eb('seq', '<=', 0), eb('seq', '>', Number.MAX_SAFE_INTEGER)]),
      )
      .orderBy('seq')
      .orderBy('hash')
      .limit(pageSize)
      .offset(passed)
      .execute()
    yield* page
    if (page.length < pageSize) return
  }
}

/** A number that stands where none may: above the chain's end, or twice. Looked for when there are more rows than records. */
export async function strayNumber(db: Kysely<Tables>): Promise<number | undefined> {
  const above = await db
    .selectFrom('audit')
    .select('seq')
    // The end of now: a robot may have gone on writing.
    .where('seq', '>', eb => eb.selectFrom('audit_head').select(sql<number>`max(seq)`.as('last')))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (above) return above.seq
  const twice = await db
    .selectFrom('audit')
    .select('seq')
    .groupBy('seq')
    .having(eb => eb.fn.countAll(), '>', 1)
    .limit(1)
    .executeTakeFirst()
  return twice?.seq
}

const texts = [
  'event',
  'actor',
  'request_id',
  'code',
  'from_status',
  'to_status',
  'record',
  'prev',
  'hash',
] as const

/**
 * The first row of which a text goes on where nobody reads on: SQLite keeps what stands behind a NUL and compares it, the
 * driver hands out what stands before it. So the row would be missed by whoever asks for it, and look as it was written.
 */
export async function hiddenText(db: Kysely<Tables>): Promise<number | undefined> {
  const found = await db
    .selectFrom('audit')
    .select('seq')
    .where(eb =>
      eb.or(
        texts.map(name => {
          const text = sql.ref(name)
          // length() counts as far as it is read.
          return sql<boolean>`octet_length(substr(${text}, 1, length(${text}))) <> octet_length(${text})`
        }),
      ),
    )
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return found?.seq
}
