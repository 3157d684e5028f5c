import type { Kysely, Migration } from 'kysely'
import { robotActor } from '../../core/model/audit.ts'
import type { Clock } from '../../core/ports.ts'
import { append } from '../audit/chain.ts'
import type { Tables } from '../tables.ts'
import { carryOver, type OldRow } from './0002-carry-over.ts'

const pageSize = 500

/**
 * `details` becomes a union by kind, and a change becomes data: command, arguments, plan. What cannot be carried over and is
 * still open ends as unclear, on record, and its card says so; a row that is not even JSON is left as it is, and set aside when
 * it is read. docs/decisions/0022.
 */
export const detailsByKind = (clock: Pick<Clock, 'now'>): Migration => ({
  async up(db: Kysely<Tables>) {
    await db.schema
      .alterTable('requests')
      .addColumn('stale_delivery', 'integer', column => column.notNull().defaultTo(0))
      .execute()
    const grants = await grantsOf(db)
    for (let after = ''; ; ) {
      const rows = await db
        .selectFrom('requests')
        .select([
          'id',
          'code',
          'status',
          'via',
          'msg_id',
          'line',
          'requester',
          'version',
          'details',
        ])
        .where('id', '>', after)
        .orderBy('id')
        .limit(pageSize)
        .execute()
      for (const row of rows) await carry(db, row, grants, clock.now())
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  },
})

/** Whom a grant for a time has reached, by its code: what its end takes back. */
async function grantsOf(db: Kysely<Tables>): Promise<ReadonlyMap<string, OldRow>> {
  const rows = await db
    .selectFrom('requests')
    .select(['id', 'code', 'status', 'via', 'msg_id', 'line', 'requester', 'version', 'details'])
    .where('details', 'like', '%"command":"role add"%')
    .execute()
  return new Map(rows.map(row => [row.code, row]))
}

async function carry(
  db: Kysely<Tables>,
  row: OldRow & { readonly version: number },
  grants: ReadonlyMap<string, OldRow>,
  now: Date,
): Promise<void> {
  const { id, code, status } = row
  const carried = carryOver(row, grants)
  if (carried === undefined) return
  const { details, staleDelivery, lost } = carried
  const text = JSON.stringify(details)
  const update = { details: text, stale_delivery: staleDelivery ? 1 : 0 }
  if (lost === undefined) {
    await db.updateTable('requests').set(update).where('id', '=', id).execute()
    return
  }
  await db
    .updateTable('requests')
    .set({
      ...update,
      status: 'unclear',
      version: row.version + 1,
      owed: 1,
      attempts: 0,
      not_before: null,
      updated_at: +now,
      due_at: null,
      lease_owner: null,
      lease_until: null,
    })
    .where('id', '=', id)
    .execute()
  await append(db, now, [
    {
      event: 'unclear',
      actor: robotActor,
      requestId: id,
      code,
      from: status,
      to: 'unclear',
      record: { reason: lost },
    },
  ])
}
