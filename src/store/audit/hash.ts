import { createHash } from 'node:crypto'
import type { AuditRow } from '../tables.ts'

/** What the first record names as the one before. */
export const genesis = '0'.repeat(64)

/** SHA-256, in hex, over everything a record says and the hash of the record before it. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, event, actor, request_id, code, from_status, to_status, record, prev } = row
  const canonical = [
    seq,
    at,
    event,
    actor,
    request_id,
    code,
    from_status,
    to_status,
    record,
    prev,
  ] as const
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex')
}
