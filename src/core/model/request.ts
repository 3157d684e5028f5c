import type { UserId } from '../directory.ts'
import type { LocalizedMessage } from '../i18n.ts'
import type { robotActor } from './audit.ts'
import type { Answer } from './card.ts'
import type { ChangeRisk, ChangeView, Impact, Outcome, StoredChange } from './change.ts'
import type { Status } from './status.ts'
import type { AuditEvent, Origin } from './stored-names.ts'

export interface Conversation {
  /** openConversationId of a group; of a single chat DingTalk's conversationId, which only names it. */
  readonly id: string
  readonly kind: 'group' | 'single'
}

export interface Request {
  readonly id: string
  /** What people type: `/approve 7F3KQ`. */
  readonly code: string
  readonly status: Status
  /** Counts every move; a move names the version it saw, and the second of two finds no row. */
  readonly version: number
  readonly via: Origin
  /** Unique: a message's msgId, or what stored-names.ts makes of a card action's frame; undefined for what another left behind. */
  readonly msgId: string | undefined
  readonly conversation: Conversation
  readonly requester: UserId
  readonly line: string
  readonly mentions: readonly UserId[]
  /** For a card action: the request whose card it was. For a spawned one: the request it came of. */
  readonly parent: string | undefined
  readonly details: Details
  /** The present state has not reached its conversation yet. */
  readonly deliveryPending: boolean
  /** Once a card of this request is out: how it was delivered. */
  readonly deliveredAs: 'card' | 'text' | undefined
  readonly deliveryAttempts: number
  /** It left a state behind whose delivery was still on its way, and may arrive after the present one. */
  readonly staleDelivery: boolean
  /** Its sender had not been seen with a right when it came, or has none: it goes after the others. */
  readonly unproven: boolean
  /** Its coming is not on record yet: that is written with its first step, or never where it goes unheard. */
  readonly unrecorded: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  /** awaiting: when it lapses. scheduled: when it is due. */
  readonly dueAt: Date | undefined
}

/** What a request has learnt on its way, by what it is. */
export type Details =
  | LineDetails
  | QuestionDetails
  | DecisionDetails
  | ChangeDetails
  | GrantExpiryDetails
  | AuditCheckpointDetails

/** What was said, and is not understood yet; or why it was refused, or failed. */
export interface LineDetails {
  readonly kind: 'line'
  /** What the message was, where it was no text, or not all of it: its msgtype, `over-quota`, or `too-long`. */
  readonly unreadable?: string
  /** Mentioned people who are not of our organisation. */
  readonly outsiders?: number
  readonly message?: LocalizedMessage
}

/** `answer` is kept for turning its pages, and gone once personal data is purged; so is a decision's `message`. */
interface QuestionDetails {
  readonly kind: 'question'
  readonly command: string
  /** The canonical line: what was understood of what was typed. */
  readonly line: string
  readonly answer?: Answer
}

/** A word about another request: approve, reject, cancel. */
interface DecisionDetails {
  readonly kind: 'decision'
  readonly command: string
  readonly line: string
  readonly message?: LocalizedMessage
}

/** Who approved, and when (ISO 8601). */
export interface Approval {
  readonly userid: UserId
  readonly at: string
}

export interface ChangeDetails {
  readonly kind: 'change'
  readonly change: StoredChange
  readonly line: string
  readonly risk: ChangeRisk
  readonly impact: Impact
  /** As it was proposed. */
  readonly view: ChangeView
  /** The names of requester and approvers, as the card shows them. */
  readonly names: Readonly<Record<string, string>>
  /** Who could approve, at the time of asking. */
  readonly approvers: readonly UserId[]
  readonly approvals: readonly Approval[]
  /** The policy lets the requester approve alone: there is nobody else. */
  readonly alone?: boolean
  /** Who rejected or cancelled, and why. */
  readonly closed?: { readonly by: UserId; readonly at: string; readonly reason?: string }
  readonly outcome?: Outcome
  /** What else is to be said of the present state. */
  readonly message?: LocalizedMessage
  /** The code of the request that took this one's place, or that this one undoes. */
  readonly supersededBy?: string
  readonly undoes?: string
}

/** The end of a time-bound grant: agreed to with the grant, it comes by itself. */
export interface GrantExpiryDetails {
  readonly kind: 'grantExpiry'
  /** Its plan is made when its time has come. */
  readonly change: StoredChange
  readonly line: string
  /** The grant's code. */
  readonly ends: string
  /** Its moment (ISO 8601); `dueAt` is earlier while a reminder is still to come. */
  readonly endsAt: string
  readonly durationMs: number
  /** The grant's, until its own is planned. */
  readonly impact: Impact
  readonly view: ChangeView
  readonly names: Readonly<Record<string, string>>
  /** Its reminder was answered: it ends as planned, and asks no more. */
  readonly acknowledged?: boolean
  readonly outcome?: Outcome
  readonly message?: LocalizedMessage
}

/** A note of where the audit ends, kept in a conversation. */
interface AuditCheckpointDetails {
  readonly kind: 'auditCheckpoint'
  readonly answer?: Answer
}

export interface NewRequest {
  readonly id: string
  readonly code: string
  readonly status: 'received' | 'scheduled' | 'awaiting'
  readonly via: Origin
  readonly msgId?: string
  readonly conversation: Conversation
  readonly requester: UserId
  readonly line: string
  readonly mentions: readonly UserId[]
  readonly parent?: string
  readonly details: Details
  readonly deliveryPending?: boolean
  readonly dueAt?: Date
}

/** One step, written together with its audit record or not at all. */
export interface Transition {
  readonly to: Status
  readonly actor: UserId | typeof robotActor
  /** The audit's word for what happened; defaults to `to`. */
  readonly event?: AuditEvent
  /** In place of the request's details; unless given they stay. */
  readonly details?: Details
  /** For the audit only: why, before and after. */
  readonly record?: Readonly<Record<string, unknown>>
  readonly deliveryPending?: boolean
  readonly dueAt?: Date
  /** Requests that come into being in the same transaction (a grant's expiry, a superseding plan). */
  readonly spawned?: readonly NewRequest[]
}
