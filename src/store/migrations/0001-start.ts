import type { Kysely, Migration } from 'kysely'
import { genesis } from '../audit/chain.ts'
import type { Tables } from '../tables.ts'

export const start: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable('requests')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('code', 'text', column => column.notNull().unique())
      .addColumn('msg_id', 'text', column => column.unique())
      .addColumn('status', 'text', column => column.notNull())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('via', 'text', column => column.notNull())
      .addColumn('conversation_id', 'text', column => column.notNull())
      .addColumn('conversation_kind', 'text', column => column.notNull())
      .addColumn('requester', 'text', column => column.notNull())
      .addColumn('line', 'text', column => column.notNull())
      .addColumn('mentions', 'text', column => column.notNull())
      .addColumn('parent', 'text')
      .addColumn('details', 'text', column => column.notNull())
      .addColumn('owed', 'integer', column => column.notNull())
      .addColumn('shown_as', 'text')
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('updated_at', 'bigint', column => column.notNull())
      .addColumn('due_at', 'bigint')
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until', 'bigint')
      .addColumn('not_before', 'bigint')
      .execute()
    await db.schema
      .createIndex('requests_by_status')
      .on('requests')
      .columns(['status', 'due_at'])
      .execute()
    await db.schema.createIndex('requests_by_debt').on('requests').column('owed').execute()
    await db.schema
      .createTable('approvals')
      .addColumn('request_id', 'text', column => column.notNull().references('requests.id'))
      .addColumn('position', 'integer', column => column.notNull())
      .addColumn('userid', 'text', column => column.notNull())
      .addColumn('at', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('approvals_pkey', ['request_id', 'userid'])
      .addUniqueConstraint('approvals_in_order', ['request_id', 'position'])
      .execute()
    // No foreign key to requests: a press may name a request that never was, and the attempt is recorded all the same.
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'bigint', column => column.primaryKey())
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('event', 'text', column => column.notNull())
      .addColumn('actor', 'text', column => column.notNull())
      .addColumn('request_id', 'text')
      .addColumn('code', 'text')
      .addColumn('from_status', 'text')
      .addColumn('to_status', 'text')
      .addColumn('record', 'text', column => column.notNull())
      .addColumn('prev', 'text', column => column.notNull())
      .addColumn('hash', 'text', column => column.notNull())
      .execute()
    await db.schema
      .createTable('audit_head')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('seq', 'bigint', column => column.notNull())
      .addColumn('hash', 'text', column => column.notNull())
      .execute()
    await db.insertInto('audit_head').values({ id: 1, seq: 0, hash: genesis }).execute()
  },
}
