import type { Kysely } from 'kysely'
import type { AuditRow, Tables } from '../tables.ts'

const pageSize = 500

/** Every row up to `last`, in order, a page at a time: the audit may be longer than memory. */
export async function* rowsUpTo(db: Kysely<Tables>, last: number): AsyncGenerator<AuditRow> {
  let seq = -1
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
