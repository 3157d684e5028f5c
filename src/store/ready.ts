import { sql } from 'kysely'
import type { Log } from '../core/ports.ts'
import type { Database } from './database.ts'
import type { Deps } from './deps.ts'

/** About what storing the longest message takes: room for less is none. */
const fillerBytes = 64 * 1024

/** What else a message is stored in. */
const tables = ['requests', 'approvals', 'audit', 'silences'] as const

/**
 * Whether the database answers, and takes what is written: a full or read-only disk answers as well. What it was not able to
 * do is logged. However many ask at once, one row is written once.
 */
export function createReady({
  db,
  write,
  log,
  isInPlace = async () => true,
}: Pick<Deps, 'db' | 'write'> & { log: Log; isInPlace?: Database['isInPlace'] }) {
  let probe: Promise<boolean> | undefined

  async function ask(): Promise<boolean> {
    try {
      if (!(await isInPlace())) throw new Error('the database is not where it was')
      // Without a head nothing is recorded, and so nothing is stored.
      await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()
      await db
        .selectNoFrom(eb =>
          tables.map(table => eb.exists(eb.selectFrom(table).select(sql`1`.as('one'))).as(table)),
        )
        .execute()
      await write(async trx => {
        const { probes } = await trx.selectFrom('health').select('probes').executeTakeFirstOrThrow()
        // SQLite writes no page that is as it was.
        const filler = String((probes + 1) % 10).repeat(fillerBytes)
        await trx
          .updateTable('health')
          .set({ probes: probes + 1, filler })
          .execute()
      })
      return true
    } catch (error) {
      log.warn('store.unready', { error: String(error) })
      return false
    }
  }

  return (): Promise<boolean> => {
    probe ??= ask().finally(() => {
      probe = undefined
    })
    return probe
  }
}
