import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import type { Clock } from '../core/ports.ts'
import type { Database } from './database.ts'
import { start } from './migrations/0001-start.ts'
import { detailsByKind } from './migrations/0002-details-by-kind.ts'
import { numberedAudit } from './migrations/0003-numbered-audit.ts'
import { health } from './migrations/0004-health.ts'
import { waysToFind } from './migrations/0005-ways-to-find.ts'
import { linesInTurn } from './migrations/0006-lines-in-turn.ts'
import type { Tables } from './tables.ts'
import { whenFree } from './write.ts'

/** In their order. What one writes into the audit has the clock's time. */
const migrations = {
  '0001-start': () => start,
  '0002-details-by-kind': ({ clock }) => detailsByKind(clock),
  '0003-numbered-audit': ({ kind }) => numberedAudit(kind),
  '0004-health': () => health,
  '0005-ways-to-find': () => waysToFind,
  '0006-lines-in-turn': () => linesInTurn,
} as const satisfies Record<string, (on: On) => Migration>

interface On extends Pick<Database, 'kind'> {
  readonly clock: Pick<Clock, 'now'>
}

/** The database was brought up to date by a later version than this one, which does not know what stands in it. */
export class NewerSchemaError extends Error {
  readonly migration: string
  constructor(migration: string) {
    super(`The database has the schema of a newer version (${migration})`)
    this.name = 'NewerSchemaError'
    this.migration = migration
  }
}

/**
 * Brings the schema up to date and names the steps it took; several processes may do so at once. A database that has something
 * in it is copied before, where its kind allows. Throws NewerSchemaError where a later version was here before.
 */
export async function migrate(
  db: Kysely<Tables>,
  { kind, isBusy, copyBefore }: Omit<Database, 'dialect'>,
  clock: Pick<Clock, 'now'>,
): Promise<readonly string[]> {
  const applied = await appliedMigrations(db)
  const next = Object.keys(migrations).find(name => !applied.includes(name))
  if (next === undefined) return []
  if (applied.length > 0) await copyBefore?.(next)
  const getMigrations = async () =>
    Object.fromEntries(
      Object.entries(migrations).map(([name, create]) => [name, create({ kind, clock })]),
    )
  const migrator = new Migrator({ db, provider: { getMigrations } })
  return whenFree(async () => {
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw error
    return results.map(({ migrationName }) => migrationName)
  }, isBusy)
}

/** The names of the migrations that were applied, none in an empty database. Throws NewerSchemaError. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const { rows } = await sql<{
    name: string
  }>`select name from kysely_migration order by name`.execute(db)
  const applied = rows.map(({ name }) => name)
  const unknown = applied.find(name => !Object.hasOwn(migrations, name))
  if (unknown !== undefined) throw new NewerSchemaError(unknown)
  return applied
}
