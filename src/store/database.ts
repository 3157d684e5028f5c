import type { Dialect } from 'kysely'

/** What sqlite.ts and postgres.ts each make of a url. */
export interface Database {
  readonly kind: 'sqlite' | 'postgres'
  readonly dialect: Dialect
  /** Another writer was in the way and nothing was written: the transaction may run again. */
  isBusy(error: unknown): boolean
  /** Whether what was opened is still what the url leads to: a file that was deleted takes what is written, for nobody. */
  readonly isInPlace?: (() => Promise<boolean>) | undefined
  /** Copies the whole database before a migration, once: an upgrade that went wrong can be taken back. */
  copyBefore?(migration: string): Promise<void>
}
