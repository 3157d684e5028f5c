import { type Kysely, sql } from 'kysely'
import type { AuditRow, Tables } from '../tables.ts'
import { storedActors } from './chain.ts'
import { type AuditRecord, toRecord } from './record.ts'

export interface AuditFilter {
  /** The userid of whoever did it. */
  readonly by?: string
  /** The `role` of the record: what it is, or its id or name. */
  readonly role?: string
  /** From this moment on, and before that one. */
  readonly since?: Date
  readonly until?: Date
  readonly limit: number
}

/** The newest records first, at most `limit`. */
export async function list(
  db: Kysely<Tables>,
  filter: AuditFilter,
): Promise<readonly AuditRecord[]> {
  const found: AuditRecord[] = []
  for (let before: number | undefined; found.length < filter.limit; ) {
    const page = await newest(db, filter, before)
    found.push(...page.map(toRecord).filter(({ record }) => isOf(filter.role, record.role)))
    before = below(page.at(-1)?.seq)
    if (before === undefined) break
  }
  return found.slice(0, filter.limit)
}

/**
 * Where the next page ends. A spoilt row's number may be text, or above what is counted exactly, and would lead to the same
 * page again: of such rows one page is enough. NULL comes last.
 */
function below(seq: unknown): number | undefined {
  if (seq === null || seq === undefined) return undefined
  return Math.min(typeof seq === 'number' ? seq : Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER)
}

function newest(
  db: Kysely<Tables>,
  { by, role, since, until, limit }: AuditFilter,
  before: number | undefined,
): Promise<AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(Math.max(limit, 200))
  if (before !== undefined) query = query.where('seq', '<', before)
  if (by !== undefined) query = query.where('actor', 'in', storedActors(by))
  if (since) query = query.where('at', '>=', +since)
  if (until) query = query.where('at', '<', +until)
  // The databases read JSON in two dialects: this only thins out, isOf() decides.
  if (role !== undefined) {
    query = query.where(sql<boolean>`record like ${`%${inJson(role)}%`} escape '!'`)
  }
  return query.execute()
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1).replace(/[!%_]/g, '!$&')

function isOf(role: string | undefined, recorded: unknown): boolean {
  if (role === undefined) return true
  if (typeof recorded !== 'object' || recorded === null) return String(recorded) === role
  const named: unknown[] = 'id' in recorded ? [recorded.id] : []
  if ('name' in recorded) named.push(recorded.name)
  return named.some(name => String(name) === role)
}
