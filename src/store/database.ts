import type { Dialect } from 'kysely'

/** What sqlite.ts and postgres.ts each make of a url. */
export interface Database {
  readonly dialect: Dialect
  /** Another writer was in the way and nothing was written: the transaction may run again. */
  isBusy(error: unknown): boolean
}
