import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Request } from '../../core/model/request.ts'
import type { Status } from '../../core/model/status.ts'
import { auditEvents, origins } from '../../core/model/stored-names.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../tables.ts'
import type { Readable } from './readable.ts'

export const get =
  ({ db, readable }: Deps) =>
  async (id: string): Promise<Request | undefined> => {
    const row = await db
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', cleanText(id))
      .executeTakeFirst()
    return row && readable.one(row)
  }

export const byCode =
  ({ db, readable }: Deps) =>
  async (code: string): Promise<Request | undefined> => {
    const row = await db
      .selectFrom('requests')
      .selectAll()
      .where('code', '=', cleanText(code).toUpperCase())
      .executeTakeFirst()
    return row && readable.one(row)
  }

/** What was set aside takes no place among the few that are asked for. */
export const isReadable =
  (readable: Readable) =>
  (eb: ExpressionBuilder<Tables, 'requests'>): Expression<SqlBool> => {
    const setAside = readable.setAside()
    return setAside.length === 0 ? eb.lit(true) : eb('id', 'not in', setAside)
  }

/** The oldest first. */
export const withStatus =
  ({ db, readable }: Deps) =>
  async (status: Status, limit?: number): Promise<readonly Request[]> => {
    const oldestFirst = db
      .selectFrom('requests')
      .selectAll()
      .where('status', '=', status)
      .where(isReadable(readable))
      .orderBy('created_at')
      .orderBy('id')
    const rows = await (limit === undefined ? oldestFirst : oldestFirst.limit(limit)).execute()
    return readable.many(rows)
  }

/** How many are in a state, without those that were set aside. */
export const countWith =
  ({ db, readable }: Deps) =>
  async (status: Status): Promise<number> => {
    const { count } = await db
      .selectFrom('requests')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('status', '=', status)
      .where(isReadable(readable))
      .executeTakeFirstOrThrow()
    return count
  }

/**
 * Changes that came into effect, in whole or in part, after a request had been approved for the last time, or was in effect
 * itself, in that order: the audit's, since a clock may go back.
 */
export const effectsSince =
  ({ db, readable }: Deps) =>
  async (
    { id }: Pick<Request, 'id'>,
    since: 'approval' | 'effect',
  ): Promise<readonly Request[]> => {
    const ofIt = db.selectFrom('audit').where('request_id', '=', id)
    const begun = ofIt.select(eb => eb.fn.min('seq').as('seq')).where('to_status', '=', 'running')
    const approved = ofIt
      .select(eb => eb.fn.max('seq').as('seq'))
      .where('event', '=', auditEvents.approvalAdded)
      .where('seq', '<', begun)
    const ended = ofIt
      .select(eb => eb.fn.max('seq').as('seq'))
      .where('from_status', '=', 'running')
      .where('to_status', 'in', inEffect)
    const rows = await db
      .selectFrom('audit')
      .innerJoin('requests', 'requests.id', 'audit.request_id')
      .selectAll('requests')
      .where('audit.seq', '>', eb => (since === 'effect' ? ended : eb.fn.coalesce(approved, begun)))
      .where('audit.to_status', 'in', inEffect)
      .where('audit.from_status', '=', 'running')
      .where('requests.id', '!=', id)
      .orderBy('audit.seq')
      .execute()
    return readable.many(rows)
  }
const inEffect = ['done', 'unclear'] as const satisfies readonly Status[]

/** The end that a grant for a time has left behind, to come or over. */
export const endOf =
  ({ db, readable }: Deps) =>
  async ({ id }: Pick<Request, 'id'>): Promise<Request | undefined> => {
    const rows = await db
      .selectFrom('requests')
      .selectAll()
      .where('parent', '=', id)
      .where('via', '=', origins.spawned)
      .execute()
    return readable.many(rows).find(({ details }) => details.kind === 'grantExpiry')
  }

/** The longest overdue first. */
export const due =
  ({ db, clock, readable }: Deps) =>
  async (limit: number): Promise<readonly Request[]> => {
    const rows = await db
      .selectFrom('requests')
      .selectAll()
      .where('status', 'in', ['awaiting', 'scheduled'])
      .where('due_at', '<=', +clock.now())
      .where(isReadable(readable))
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit)
      .execute()
    return readable.many(rows)
  }

export interface Counts {
  readonly states: Readonly<Partial<Record<Status, number>>>
  readonly unreadable: number
}

/** What cannot be read is counted in its state, too. */
export const counts =
  ({ db, readable }: Deps) =>
  async (): Promise<Counts> => {
    const rows = await db
      .selectFrom('requests')
      .select(eb => ['status', eb.fn.countAll<number>().as('count')])
      .groupBy('status')
      .execute()
    const states: Partial<Record<Status, number>> = {}
    for (const { status, count } of rows) states[status] = count
    return { states, unreadable: readable.setAside().length }
  }
