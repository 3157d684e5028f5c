import { setTimeout } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

export type Write = <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>

const patienceMs = 5000

/** Transactions for writing. `work` touches nothing but `trx`, for it runs again where another writer was in the way. */
export function createWrite(db: Kysely<Tables>, isBusy: Database['isBusy']): Write {
  return work => whenFree(() => db.transaction().execute(work), isBusy)
}

export type WriteOne = <T>(statement: (db: Kysely<Tables>) => Promise<T>) => Promise<T>

/** Writes of one statement, which is whole or not at all by itself: without the round trips of a transaction. */
export function createWriteOne(db: Kysely<Tables>, isBusy: Database['isBusy']): WriteOne {
  return statement => whenFree(() => statement(db), isBusy)
}

/** Runs `attempt` until nobody is in its way, for 5 s at most; then its error is thrown. */
export async function whenFree<T>(
  attempt: () => Promise<T>,
  isBusy: Database['isBusy'],
): Promise<T> {
  for (let waited = 0, longest = 2; ; longest = Math.min(longest * 2, 40)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || waited > patienceMs) throw error
    }
    const wait = 1 + Math.random() * longest
    waited += wait
    await setTimeout(wait)
  }
}
