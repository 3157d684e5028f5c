import type { UserId } from '../directory.ts'
import type { AuditEvent } from './stored-names.ts'

/** The robot itself, where no person did it: no text, so that no userid is it. */
export const robotActor: unique symbol = Symbol('the robot')

export interface AuditEntry {
  readonly event: AuditEvent
  readonly actor: UserId | typeof robotActor
  readonly requestId?: string
  readonly code?: string
  readonly record?: Readonly<Record<string, unknown>>
}

/** A record as it is read back. */
export interface AuditRecord {
  readonly seq: number
  readonly at: Date
  readonly event: string
  readonly actor: string
  readonly code: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  readonly record: Readonly<Record<string, unknown>>
}

export interface AuditFilter {
  /** The userid of whoever did it. */
  readonly by?: string
  /** A role's id or name. */
  readonly role?: string
  readonly since?: Date
  readonly limit: number
}
