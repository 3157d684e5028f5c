import type { UserId } from '../directory.ts'
import type { LocalizedMessage } from '../i18n.ts'
import type { Answer } from './card.ts'
import type { ChangeView, Impact, Outcome } from './change.ts'

/** The states of design.md 4. `received`, `running`, and whatever is `owed` are work; the rest waits or is over. */
export const statuses = [
  'received',
  'answered',
  'refused',
  'failed',
  'awaiting',
  'running',
  'done',
  'unclear',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
  'scheduled',
] as const
export type Status = (typeof statuses)[number]

/** Who must agree to a change follows from its risk (policy.ts). */
export type ChangeRisk = 'low' | 'high' | 'critical'
export type Risk = 'none' | ChangeRisk

export interface Conversation {
  /** openConversationId of a group; of a single chat DingTalk's conversationId, which only names it. */
  readonly id: string
  readonly kind: 'group' | 'single'
}

/** How the words came: typed, by a card's button, or born of another request (a scheduled revoke, a superseding plan). */
export type Via = 'message' | 'press' | 'born'

export interface Request {
  readonly id: string
  /** What people type: `/approve 7F3KQ`. */
  readonly code: string
  readonly status: Status
  /** Counts every move; a move names the version it saw, and the second of two finds no row. */
  readonly version: number
  readonly via: Via
  /** Unique: a message's msgId, a press's frame id; undefined when born here. */
  readonly msgId: string | undefined
  readonly conversation: Conversation
  readonly requester: UserId
  readonly line: string
  readonly mentions: readonly UserId[]
  /** For a press: the request whose card was pressed. For a born one: the request it came of. */
  readonly parent: string | undefined
  readonly details: Details
  /** The present state has not been shown yet. */
  readonly deliveryPending: boolean
  /** Once a card of this request is out: how it was shown. */
  readonly deliveredAs: 'card' | 'text' | undefined
  readonly deliveryAttempts: number
  readonly createdAt: Date
  readonly updatedAt: Date
  /** awaiting: when it lapses. scheduled: when it is due. */
  readonly dueAt: Date | undefined
}

/** What a request has learnt on its way; JSON in the store, replaced key by key on a move. */
export interface Details {
  /** The command's name (`role rename`), once parsed. */
  readonly command?: string
  /** The canonical line: what was understood of what was typed. */
  readonly line?: string
  /** What the message was, where it was no text: its msgtype, or `over-quota`. */
  readonly unreadable?: string
  /** Mentioned people who are not of our organisation. */
  readonly outsiders?: number
  readonly risk?: Risk
  /** A query's answer. */
  readonly answer?: Answer
  /** A refusal's reason, or what else is to be said of the present state. */
  readonly said?: LocalizedMessage
  /** A change's plan: data, compared as such, and drawn as it was proposed. */
  readonly plan?: unknown
  readonly view?: ChangeView
  readonly touch?: Impact
  readonly names?: Readonly<Record<string, string>>
  /** Who could approve, at the time of asking. */
  readonly approvers?: readonly UserId[]
  /** Who approved, and when (ISO 8601); `alone` where the policy let the requester do it. */
  readonly agreed?: readonly { readonly userid: UserId; readonly at: string }[]
  readonly alone?: boolean
  /** Who rejected or cancelled, and why. */
  readonly ended?: { readonly by: UserId; readonly at: string; readonly reason?: string }
  readonly outcome?: Outcome
  /** The code of the request that took this one's place, that this one undoes, or whose grant this one ends. */
  readonly supersededBy?: string
  readonly undoes?: string
  readonly ends?: string
  /** A scheduled request's moment (ISO 8601); its `dueAt` is earlier while a reminder is still to come. */
  readonly endsAt?: string
  readonly forMs?: number
  /** It left a state behind whose card was still on its way. */
  readonly overtook?: boolean
  /** Its reminder was answered: it ends as planned, and asks no more. */
  readonly letGo?: boolean
}

export interface NewRequest {
  readonly id: string
  readonly code: string
  readonly status: 'received' | 'scheduled' | 'awaiting'
  readonly via: Via
  readonly msgId?: string
  readonly conversation: Conversation
  readonly requester: UserId
  readonly line: string
  readonly mentions: readonly UserId[]
  readonly parent?: string
  readonly details?: Details
  readonly deliveryPending?: boolean
  readonly dueAt?: Date
}

/** One step, written together with its audit record or not at all. */
export interface Transition {
  readonly to: Status
  readonly actor: UserId | 'rolekeeper'
  /** The audit's word for what happened; defaults to `to`. */
  readonly event?: string
  /** Merged into the request's details. */
  readonly details?: Details
  /** For the audit only: why, before and after. */
  readonly record?: Readonly<Record<string, unknown>>
  readonly deliveryPending?: boolean
  readonly dueAt?: Date
  /** Requests that come into being in the same transaction (a scheduled revoke, a superseding plan). */
  readonly spawned?: readonly NewRequest[]
}
