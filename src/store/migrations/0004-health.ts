import type { Kysely, Migration } from 'kysely'
import type { Tables } from '../tables.ts'

/** One row, which is written to find out whether anything can be: /readyz. */
export const health: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable('health')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('probes', 'bigint', column => column.notNull())
      .addColumn('filler', 'text', column => column.notNull())
      .execute()
    await db.insertInto('health').values({ id: 1, probes: 0, filler: '' }).execute()
  },
}
