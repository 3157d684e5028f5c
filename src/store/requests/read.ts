import type { Request, Status } from '../../core/model/request.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import { toRequest } from './row.ts'

export async function get({ db }: Deps, id: string): Promise<Request | undefined> {
  const row = await db
    .selectFrom('requests')
    .selectAll()
    .where('id', '=', cleanText(id))
    .executeTakeFirst()
  return row && toRequest(row)
}

export async function byCode({ db }: Deps, code: string): Promise<Request | undefined> {
  const row = await db
    .selectFrom('requests')
    .selectAll()
    .where('code', '=', cleanText(code).toUpperCase())
    .executeTakeFirst()
  return row && toRequest(row)
}

/** The oldest first. */
export async function withStatus(
  { db }: Deps,
  status: Status,
  limit: number,
): Promise<readonly Request[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('status', '=', status)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toRequest)
}

/** Changes that came into effect after a moment, the oldest first. */
export async function doneSince({ db }: Deps, at: Date): Promise<readonly Request[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('status', '=', 'done')
    .where('updated_at', '>', +at)
    .orderBy('updated_at')
    .execute()
  return rows.map(toRequest)
}

/** The longest overdue first. */
export async function due({ db, clock }: Deps, limit: number): Promise<readonly Request[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('status', 'in', ['awaiting', 'scheduled'])
    .where('due_at', '<=', +clock.now())
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toRequest)
}

export async function counts({ db }: Deps): Promise<Readonly<Partial<Record<Status, number>>>> {
  const rows = await db
    .selectFrom('requests')
    .select(eb => ['status', eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute()
  const found: Partial<Record<Status, number>> = {}
  for (const { status, count } of rows) found[status] = count
  return found
}
