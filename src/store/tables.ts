import type { Conversation, Request } from '../core/model/request.ts'
import type { Status } from '../core/model/status.ts'
import type { Origin } from '../core/model/stored-names.ts'

/** JSON is text and a time is its milliseconds since 1970, so that one schema serves SQLite and Postgres. */
export interface RequestRow {
  id: string
  code: string
  msg_id: string | null
  status: Status
  version: number
  via: Origin
  conversation_id: string
  conversation_kind: Conversation['kind']
  requester: string
  line: string
  mentions: string
  parent: string | null
  details: string
  owed: number
  shown_as: NonNullable<Request['deliveredAs']> | null
  attempts: number
  /** An earlier state's delivery may still be on its way. */
  stale_delivery: number
  created_at: number
  updated_at: number
  due_at: number | null
  lease_owner: string | null
  lease_until: number | null
  /** Showing failed; not to be tried again before. */
  not_before: number | null
  /** 1 where its sender was not seen with a right: it goes after the others. */
  unproven: number
  /** 1 where its coming is recorded only with its first step. */
  unrecorded: number
}

/** Somebody was refused in a conversation, and is told nothing more until then; what they say meanwhile is counted. */
interface SilenceRow {
  userid: string
  conversation_id: string
  until: number
  unheard: number
}

interface ApprovalRow {
  request_id: string
  position: number
  userid: string
  at: number
}

export interface AuditRow {
  seq: number
  at: number
  event: string
  actor: string
  request_id: string | null
  code: string | null
  from_status: string | null
  to_status: string | null
  record: string
  prev: string
  hash: string
}

/** One row: where the chain of records ends. Updating it first makes writers queue. */
interface AuditHeadRow {
  id: number
  seq: number
  hash: string
}

/** One row: how often the database was asked whether it takes a write. */
interface HealthRow {
  id: number
  probes: number
  /** So that a probe needs room. */
  filler: string
}

export interface Tables {
  requests: RequestRow
  approvals: ApprovalRow
  audit: AuditRow
  audit_head: AuditHeadRow
  health: HealthRow
  silences: SilenceRow
}
