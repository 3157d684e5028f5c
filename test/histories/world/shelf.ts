import { Kysely } from 'kysely'
import type { Clock, Requests } from '../../../src/core/ports.ts'
import { createPlanSchemas } from '../../../src/core/request/load-change.ts'
import { loadCommands } from '../../../src/load-commands.ts'
import { type Audit, createAudit } from '../../../src/store/audit/audit.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { openPostgres } from '../../../src/store/postgres.ts'
import { createReadable } from '../../../src/store/requests/readable.ts'
import { createRequests } from '../../../src/store/requests.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import type { Tables } from '../../../src/store/tables.ts'
import { createWrite, createWriteOne } from '../../../src/store/write.ts'
import { silent } from '../../store/stores.ts'

/** As in main.ts. */
const leaseMs = 15_000

const planSchemas = createPlanSchemas(await loadCommands())

/** One database on which stores for many owners are opened, as cheaply as a process is simulated. */
export interface Shelf {
  open(owner: string, isAlive: (owner: string) => boolean): { requests: Requests; audit: Audit }
  readonly audit: Audit
  /** While the database is being waited for: resolves with its next answer. */
  answer(): Promise<void> | undefined
  close(): Promise<void>
}

export async function openShelf(url: string, clock: Pick<Clock, 'now'>): Promise<Shelf> {
  const whole = { now: clock.now, sleep: async () => {} }
  const migrated = await openStore({
    url,
    owner: 'nobody',
    isAlive: () => true,
    leaseMs,
    clock: whole,
    log: silent,
    planSchemas,
  })
  await migrated.close()
  const { dialect, isBusy } = await (url.startsWith('file:')
    ? openSqlite(url)
    : openPostgres(url, silent))
  const db = new Kysely<Tables>({ dialect })
  const write = createWrite(db, isBusy)
  const writeOne = createWriteOne(db, isBusy)
  const audit = createAudit(db)
  const readable = createReadable({ planSchemas, log: silent })
  let waiting = 0
  const listening: (() => void)[] = []

  const counted = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, key) {
        const method: unknown = Reflect.get(target, key)
        if (typeof method !== 'function') return method
        return async (...args: unknown[]) => {
          waiting += 1
          try {
            return await Reflect.apply(method, target, args)
          } finally {
            waiting -= 1
            for (const hear of listening.splice(0)) hear()
          }
        }
      },
    })

  return {
    open: (owner, isAlive) => ({
      requests: counted(
        createRequests({ db, write, writeOne, readable, clock: whole, owner, leaseMs, isAlive }),
      ),
      audit: { ...counted(audit), each: audit.each },
    }),
    audit,
    // To ask again and again would cost more than the robots do.
    answer: () => (waiting > 0 ? new Promise(resolve => listening.push(resolve)) : undefined),
    close: () => db.destroy(),
  }
}
