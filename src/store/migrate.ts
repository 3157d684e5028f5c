import { type Kysely, type Migration, Migrator } from 'kysely'
import type { Database } from './database.ts'
import { start } from './migrations/0001-start.ts'
import type { Tables } from './tables.ts'
import { whenFree } from './write.ts'

const migrations = { '0001-start': start } as const satisfies Record<string, Migration>

/** Brings the schema up to date and names the steps it took; several processes may do so at once. */
export function migrate(
  db: Kysely<Tables>,
  isBusy: Database['isBusy'],
): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  return whenFree(async () => {
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw error
    return results.map(({ migrationName }) => migrationName)
  }, isBusy)
}
