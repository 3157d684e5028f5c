import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../core/ports.ts'
import type { Database } from './database.ts'

/** Opens a pool on `postgres://user:password@host/database`; connects when first asked. */
export async function openPostgres(url: string, log: Log): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'rolekeeper',
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
    // The server gives up first, and the connection stays usable; the client's own limit is for a network that is gone.
    statement_timeout: 10_000,
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    idleTimeoutMillis: 30_000,
    // A connection whose network has gone ends here, instead of being lent again and again.
    maxLifetimeSeconds: 300,
    types: { getTypeParser },
  })
  // A connection that breaks says so, at the pool while it is idle and at itself while in use; unheard, either ends the
  // process. What was being asked on it is rejected besides.
  const lost = (error: Error) => log.warn('store.connection-lost', { error: error.message })
  pool.on('error', lost)
  pool.on('connect', client => client.on('error', lost))
  return {
    kind: 'postgres',
    dialect: new PostgresDialect({ pool }),
    isBusy: error =>
      error instanceof pg.DatabaseError && (error.code === deadlock || error.code === notSerial),
  }
}

const deadlock = '40P01'
const notSerial = '40001'

/** Milliseconds and counts are far below 2^53, where pg's strings for bigint would begin to matter. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)
