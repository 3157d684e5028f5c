import type { Kysely, Migration } from 'kysely'
import type { Tables } from '../tables.ts'

/**
 * Lines of people who were never seen with a right wait behind the others, and a refused one is told once in a while: a
 * silence lasts until it may be told again. What a grant left behind is found by its grant.
 */
export const linesInTurn: Migration = {
  async up(db: Kysely<Tables>) {
    for (const name of ['unproven', 'unrecorded'])
      await db.schema
        .alterTable('requests')
        .addColumn(name, 'integer', column => column.notNull().defaultTo(0))
        .execute()
    // Whoever was only ever refused has not been seen with a right.
    await db
      .updateTable('requests')
      .set({ unproven: 1 })
      .where('status', 'in', ['refused', 'failed'])
      .execute()
    await db.schema
      .createIndex('requests_by_requester')
      .on('requests')
      .columns(['requester', 'unproven', 'status'])
      .execute()
    await db.schema
      .createIndex('requests_by_parent')
      .on('requests')
      .columns(['parent', 'status'])
      .execute()
    await db.schema
      .createTable('silences')
      .addColumn('userid', 'text', column => column.notNull())
      .addColumn('conversation_id', 'text', column => column.notNull())
      .addColumn('until', 'bigint', column => column.notNull())
      .addColumn('unheard', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('silences_pkey', ['userid', 'conversation_id'])
      .execute()
    await db.schema.createIndex('silences_by_end').on('silences').column('until').execute()
  },
}
