import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { type AuditFilter, list } from './list.ts'
import { rowsBeside, rowsUpTo } from './pages.ts'
import { type AuditRecord, toRecord } from './record.ts'
import { type Head, type Verdict, verify } from './verify.ts'

/** The history for reading; written only together with what it records. */
export interface Audit {
  list(filter: AuditFilter): Promise<readonly AuditRecord[]>
  /** Every record in order, for an export; then whatever has no number of the chain. */
  each(): AsyncIterable<AuditRecord>
  verify(expected?: Head): Promise<Verdict>
  /** Where the chain ends now: to be noted outside the database. */
  head(): Promise<Head>
}

export function createAudit(db: Kysely<Tables>): Audit {
  const head = () => db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow()
  return {
    list: filter => list(db, filter),
    async *each() {
      for await (const row of rowsUpTo(db)) yield toRecord(row)
      for await (const row of rowsBeside(db)) yield toRecord(row)
    },
    verify: expected => verify(db, expected),
    head,
  }
}
