import type { Log } from '../core/ports.ts'
import type { Database } from './database.ts'

/** Opens what a url names; loads only the driver that is needed, because the other one would make every start slower. */
export async function openDatabase(url: string, log: Log): Promise<Database> {
  if (url.startsWith('file:')) return (await import('./sqlite.ts')).openSqlite(url)
  return (await import('./postgres.ts')).openPostgres(url, log)
}
