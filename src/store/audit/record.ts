import { z } from 'zod'
import type { AuditRow } from '../tables.ts'

/** One record as people read it. Loose on purpose: a record that somebody spoilt must not hide the others (verify tells). */
export interface AuditRecord {
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly actor: string
  readonly requestId: string | undefined
  readonly code: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  readonly record: Readonly<Record<string, unknown>>
  readonly prev: string
  readonly hash: string
}

export function toRecord(row: AuditRow): AuditRecord {
  const { seq, event, actor, prev, hash } = row
  return {
    seq,
    at: momentOf(row.at),
    event,
    actor,
    requestId: row.request_id ?? undefined,
    code: row.code ?? undefined,
    from: row.from_status ?? undefined,
    to: row.to_status ?? undefined,
    record: readRecord(row.record),
    prev,
    hash,
  }
}

/** A time that is none is shown as 1970: it must not keep anybody from reading the others. */
function momentOf(ms: unknown): Date {
  const at = new Date(Number(ms))
  return Number.isNaN(at.getTime()) ? new Date(0) : at
}

const fields = z.record(z.string(), z.unknown())

function readRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    return fields.parse(JSON.parse(text))
  } catch {
    return { unreadable: text }
  }
}
