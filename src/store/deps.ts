import type { Kysely } from 'kysely'
import type { Clock } from '../core/ports.ts'
import type { Readable } from './requests/readable.ts'
import type { Tables } from './tables.ts'
import type { Write, WriteOne } from './write.ts'

/** What every verb of the store works with. */
export interface Deps {
  readonly db: Kysely<Tables>
  readonly write: Write
  readonly writeOne: WriteOne
  readonly clock: Clock
  readonly readable: Readable
  /** This process, in leases. */
  readonly owner: string
  readonly leaseMs: number
  /** Whether the process that holds a lease still lives; false frees its work before the lease lapses. */
  readonly isAlive: (owner: string) => boolean
}
