import { Kysely } from 'kysely'
import type { Log } from '../core/ports.ts'
import { type Audit, createAudit } from './audit/audit.ts'
import { appliedMigrations } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import type { Tables } from './tables.ts'

export interface OpenAudit {
  readonly audit: Audit
  close(): Promise<void>
}

/**
 * Opens the audit alone, for reading beside a robot that may be running, of an earlier version too: nothing is migrated.
 * Undefined where no robot has ever used the database; throws where it cannot be reached, and NewerSchemaError (migrate.ts).
 */
export async function openAudit(url: string, log: Log): Promise<OpenAudit | undefined> {
  const { dialect } = await openDatabase(url, log)
  const db = new Kysely<Tables>({ dialect })
  try {
    const applied = await appliedMigrations(db)
    if (applied.length > 0) return { audit: createAudit(db), close: () => db.destroy() }
  } catch (error) {
    await db.destroy()
    throw error
  }
  await db.destroy()
  return undefined
}
