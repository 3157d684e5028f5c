import { Kysely, sql } from 'kysely'
import type { Clock, Log, Requests } from '../core/ports.ts'
import { type Audit, createAudit } from './audit/audit.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { purge } from './requests/purge.ts'
import { createRequests } from './requests.ts'
import type { Tables } from './tables.ts'
import { createWrite } from './write.ts'

export interface StoreOptions {
  /** `file:path/to/rolekeeper.db` or `postgres://user:password@host/database`. */
  readonly url: string
  /** Names this process in leases; no two processes share it, nor does the next start. */
  readonly owner: string
  /** Whether the process that holds a lease still lives; where that cannot be known, true: then the lease lapses. */
  readonly isAlive: (owner: string) => boolean
  readonly leaseMs: number
  readonly clock: Clock
  readonly log: Log
}

export interface Store {
  readonly requests: Requests
  readonly audit: Audit
  /** Blanks personal data in requests that ended before `olderThan`; how many it blanked. */
  purge(options: { olderThan: Date }): Promise<number>
  /** Whether the database answers. */
  ready(): Promise<boolean>
  /** Waits for what is being written. Leases stay: letGo gives them back. */
  close(): Promise<void>
}

/** Loads only the driver that is needed: the other one would make every start slower. */
async function openDatabase(url: string, log: Log): Promise<Database> {
  if (url.startsWith('file:')) return (await import('./sqlite.ts')).openSqlite(url)
  return (await import('./postgres.ts')).openPostgres(url, log)
}

/** Opens the database and brings its schema up to date; throws where it cannot be reached. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, log, ...mine } = options
  const { dialect, isBusy } = await openDatabase(url, log)
  const db = new Kysely<Tables>({ dialect })
  try {
    const steps = await migrate(db, isBusy)
    if (steps.length > 0) log.info('store.migrated', { steps })
  } catch (error) {
    await db.destroy()
    throw error
  }
  const deps = { ...mine, db, write: createWrite(db, isBusy) }
  return {
    requests: createRequests(deps),
    audit: createAudit(db),
    purge: ({ olderThan }) => purge(deps, olderThan),
    async ready() {
      try {
        await sql`select seq from audit_head`.execute(db)
        return true
      } catch (error) {
        log.warn('store.unready', { error: String(error) })
        return false
      }
    },
    close: () => db.destroy(),
  }
}
