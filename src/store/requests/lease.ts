import type { Request } from '../../core/model/request.ts'
import type { Status } from '../../core/model/status.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'

/** Somebody is at it from the moment it is stored until it moves on, whether or not anything is to be shown. */
export const isWork = (status: Status) => status === 'received' || status === 'running'

export const released = { lease_owner: null, lease_until: null } as const

export const leased = ({ owner, leaseMs }: Deps, now: Date) => ({
  lease_owner: owner,
  lease_until: +now + leaseMs,
})

/** The lease of a request in this state, in the hands of whoever brought it there. */
export const leaseFor = (deps: Deps, status: Status, deliveryPending: boolean, now: Date) =>
  isWork(status) || deliveryPending ? leased(deps, now) : released

export const renewLeases =
  (deps: Deps) =>
  async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return
    await deps.writeOne(db =>
      db
        .updateTable('requests')
        .set(leased(deps, deps.clock.now()))
        .where('id', 'in', ids.map(cleanText))
        .where('lease_owner', '=', deps.owner)
        .execute(),
    )
  }

export const releaseLease =
  ({ writeOne, owner }: Deps) =>
  async (id: string): Promise<void> => {
    await writeOne(db =>
      db
        .updateTable('requests')
        .set(released)
        .where('id', '=', cleanText(id))
        .where('lease_owner', '=', owner)
        .execute(),
    )
  }

/** Whoever was frozen, and lost the lease or the request meanwhile, gets nothing. */
export const holdLease =
  (deps: Deps) =>
  async ({ id, version, status }: Request): Promise<Date | undefined> => {
    // Before the write: how long it takes is part of what has passed of the lease.
    const lease = leased(deps, deps.clock.now())
    const held = await deps.writeOne(db =>
      db
        .updateTable('requests')
        .set(lease)
        .where('id', '=', id)
        .where('status', '=', status)
        .where('version', '=', version)
        .where('lease_owner', '=', deps.owner)
        .executeTakeFirst(),
    )
    return held.numUpdatedRows === 1n ? new Date(lease.lease_until) : undefined
  }
