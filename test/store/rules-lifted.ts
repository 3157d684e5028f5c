import type { TestDatabase } from '../support/databases.ts'

/** What the schema says about numbers is taken away: whoever may write to the database can do that, too. */
export async function liftRules({ url, sql }: TestDatabase): Promise<void> {
  for (const [table, column] of [
    ['audit', 'seq'],
    ['audit_head', 'id'],
    ['audit_head', 'seq'],
  ] as const) {
    const name = `${table}_${column}_checked`
    if (url.startsWith('file:')) for (const nth of [0, 1]) await sql(`DROP TRIGGER ${name}_${nth}`)
    else await sql(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  }
}

/** A copy of the first record under another number. */
export const strayRecord = (seq: string) => `INSERT INTO audit SELECT ${seq}, at, event, actor,
  request_id, code, from_status, to_status, record, prev, hash FROM audit WHERE seq = 1`
