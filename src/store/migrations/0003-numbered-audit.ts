import { type Kysely, type Migration, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../tables.ts'

/** What a JavaScript number counts exactly: the chain is read with such. */
const whole = (least: number) => `between ${least} and ${Number.MAX_SAFE_INTEGER}`

/** What each row has to be. SQLite takes NULL as a primary key, and text where a number is declared. */
const rules = [
  { table: 'audit', column: 'seq', type: 'integer', is: whole(1) },
  { table: 'audit_head', column: 'id', type: 'integer', is: '= 1' },
  { table: 'audit_head', column: 'seq', type: 'integer', is: whole(0) },
  { table: 'requests', column: 'id', type: 'text', is: `<> ''` },
] as const

/**
 * What carries no proper number can no longer be written into the audit, nor a second head. What stands there already is
 * evidence: it is neither removed nor in the way of the upgrade, and `audit verify` tells of it. So the rules hold for rows
 * that are written from now on: on Postgres as constraints that are not validated, on SQLite, which adds none to a table, as
 * triggers.
 */
export const numberedAudit = (kind: Database['kind']): Migration => ({
  async up(db: Kysely<Tables>) {
    for (const { table, column, type, is } of rules) {
      const name = `${table}_${column}_checked`
      const statements =
        kind === 'postgres'
          ? [`alter table ${table} add constraint ${name} check (${column} ${is}) not valid`]
          : ['insert', `update of ${column}`].map(
              (act, nth) => `create trigger ${name}_${nth} before ${act} on ${table}
                when typeof(new.${column}) <> '${type}' or not (new.${column} ${is})
                begin select raise(abort, '${name}'); end`,
            )
      for (const statement of statements) await sql.raw(statement).execute(db)
    }
  },
})
