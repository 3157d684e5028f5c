import { userId } from '../directory.ts'
import { type Status, statuses } from './status.ts'

/**
 * What is stored, and hashed into the audit's chain, keeps the spelling it was first written in: a name in the code on the left,
 * what stands in the database on the right. test/store/stored-names.test.ts holds the set found in a database of version 0.1.
 */
export const auditEvents = {
  /** Somebody's vote, which may not be the last that is needed. */
  approvalAdded: 'approval',
  /** A vote was counted; more are needed. */
  partlyApproved: 'approved',
  reminded: 'reminded',
  postponed: 'postponed',
  grantExtended: 'prolonged',
  expiryAcknowledged: 'let go',
  runAgain: 'run again',
  pageTurned: 'pressed',
  pressRefused: 'press.refused',
  /** Lines of somebody who had been told already that they have no right. */
  unheard: 'unheard',
} as const satisfies Record<string, string>

export type AuditEvent = Status | (typeof auditEvents)[keyof typeof auditEvents]

const everyEvent: readonly string[] = [...statuses, ...Object.values(auditEvents)]

/** Whether this version knows the event; another version may have written others. */
export const isAuditEvent = (event: string): event is AuditEvent => everyEvent.includes(event)

/** How a request came to be. */
export const origins = {
  /** Typed in a conversation. */
  message: 'message',
  /** A card's button. */
  cardAction: 'press',
  /** Left behind by another request, or made by the robot itself. */
  spawned: 'born',
} as const satisfies Record<string, string>

export type Origin = (typeof origins)[keyof typeof origins]

/** The unique msgIds of what DingTalk gives none of its own. */
export const msgIds = {
  /** With its card: a frame's id need not be unique for as long as a card lives. */
  cardAction: (requestId: string, frameId: string) => `press ${requestId} ${frameId}`,
  /** One a day. */
  auditCheckpoint: (day: string) => `audit-head ${day}`,
}

/** Stands for whoever wrote without a userid of our corp: it is nobody's, so every right falls through to "no". */
export const unidentified = userId.parse('?')

/** The robot, as the requester of what it does by itself. */
export const robotRequester = userId.parse('rolekeeper')
