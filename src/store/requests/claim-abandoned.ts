import type { Expression, ExpressionBuilder, SqlBool, Transaction } from 'kysely'
import type { Request } from '../../core/model/request.ts'
import type { Deps } from '../deps.ts'
import type { RequestRow, Tables } from '../tables.ts'
import { isWork, leased } from './lease.ts'
import { isReadable } from './read.ts'

/** The longest waiting first, but for the unproven: their lines last, and after those what they are refused with. */
export const claimAbandoned =
  (deps: Deps) =>
  (
    limit: number,
    { lines, refusals } = { lines: limit, refusals: limit },
  ): Promise<readonly Request[]> =>
    deps.write(async trx => {
      const now = deps.clock.now()
      const gone = await deadOwners(trx, deps, now)
      const free = await trx
        .selectFrom('requests')
        .selectAll()
        .where(needsSomebody(now))
        .where(isReadable(deps.readable))
        .where(eb =>
          eb.or([
            eb('lease_owner', 'is', null),
            eb('lease_until', '<', +now),
            ...(gone.length > 0 ? [eb('lease_owner', 'in', gone)] : []),
          ]),
        )
        .orderBy('unproven')
        .orderBy(eb => eb('unproven', '*', eb.ref('owed')))
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      const claimed: Request[] = []
      // What cannot be read is left to a version that can.
      const readable = free.filter(row => deps.readable.many([row]).length > 0)
      const unproven = readable.filter(row => row.unproven === 1)
      const taken = [
        ...readable.filter(row => row.unproven === 0),
        ...unproven.filter(({ status }) => status === 'received').slice(0, lines),
        ...unproven.filter(({ status }) => status !== 'received').slice(0, refusals),
      ]
      for (const row of taken) claimed.push(...(await claim(trx, deps, row, now)))
      return claimed
    })

const needsSomebody =
  (now: Date) =>
  (eb: ExpressionBuilder<Tables, 'requests'>): Expression<SqlBool> =>
    eb.or([
      eb('status', 'in', ['received', 'running']),
      eb.and([
        eb('owed', '=', 1),
        eb.or([eb('not_before', 'is', null), eb('not_before', '<=', +now)]),
      ]),
    ])

async function deadOwners(
  trx: Transaction<Tables>,
  { owner, isAlive }: Deps,
  now: Date,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('requests')
    .select('lease_owner')
    .distinct()
    .where(needsSomebody(now))
    .execute()
  return rows.flatMap(({ lease_owner: other }) =>
    other === null || other === owner || isAlive(other) ? [] : [other],
  )
}

/**
 * Nothing where another process was faster. Work gets a new version, so that a former owner who was slow, not dead,
 * cannot bring it to an end any more; a card that is only to be delivered keeps its version, because a press on it may be under way.
 */
async function claim(
  trx: Transaction<Tables>,
  deps: Deps,
  seen: RequestRow,
  now: Date,
): Promise<readonly Request[]> {
  const rows = await trx
    .updateTable('requests')
    .set({
      ...leased(deps, now),
      version: isWork(seen.status) ? seen.version + 1 : seen.version,
    })
    .where('id', '=', seen.id)
    .where('version', '=', seen.version)
    .where('owed', '=', seen.owed)
    .where('lease_owner', 'is not distinct from', seen.lease_owner)
    .where('lease_until', 'is not distinct from', seen.lease_until)
    .returningAll()
    .execute()
  return deps.readable.many(rows)
}
