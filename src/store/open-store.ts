import { Kysely } from 'kysely'
import type { Clock, Log, Requests } from '../core/ports.ts'
import { type Audit, createAudit } from './audit/audit.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { createReady } from './ready.ts'
import { purge } from './requests/purge.ts'
import { type Counts, counts } from './requests/read.ts'
import { createReadable, type PlanSchemas } from './requests/readable.ts'
import { createRequests } from './requests.ts'
import type { Tables } from './tables.ts'
import { createWrite, createWriteOne } from './write.ts'

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
  /** What stored changes are read with: the plan's schema of each command that is a change. */
  readonly planSchemas: PlanSchemas
}

export interface Store {
  readonly requests: Requests
  readonly audit: Audit
  /** How many requests are in each state, and how many this process has set aside because it cannot read them. */
  counts(): Promise<Counts>
  /** Blanks personal data in requests that ended before `olderThan`; how many it blanked. */
  purge(options: { olderThan: Date }): Promise<number>
  /** Whether the database answers, and takes what is written. */
  ready(): Promise<boolean>
  /** Waits for what is being written. Leases stay: releaseLease gives them back. */
  close(): Promise<void>
}

/** Opens the database and brings its schema up to date; throws where it cannot be reached, and NewerSchemaError (migrate.ts). */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, log, planSchemas, ...mine } = options
  const database = await openDatabase(url, log)
  const db = new Kysely<Tables>({ dialect: database.dialect })
  try {
    const steps = await migrate(db, database, mine.clock)
    if (steps.length > 0) log.info('store.migrated', { steps })
  } catch (error) {
    await db.destroy()
    throw error
  }
  const write = createWrite(db, database.isBusy)
  const writeOne = createWriteOne(db, database.isBusy)
  const deps = { ...mine, db, write, writeOne, readable: createReadable({ planSchemas, log }) }
  return {
    requests: createRequests(deps),
    audit: createAudit(db),
    counts: counts(deps),
    purge: purge(deps),
    ready: createReady({ db, write, log, isInPlace: database.isInPlace }),
    close: () => db.destroy(),
  }
}
