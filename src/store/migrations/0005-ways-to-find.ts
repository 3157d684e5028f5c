import type { Kysely, Migration } from 'kysely'
import type { Tables } from '../tables.ts'

/** A request's records are found without reading all of them. */
export const waysToFind: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.createIndex('audit_by_request').on('audit').column('request_id').execute()
  },
}
