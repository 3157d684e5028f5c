import type { Policy } from './access/policy.ts'
import type { Command, RobotStatus } from './command/command.ts'
import type { Directory, UserId, Writers } from './directory.ts'
import type { I18n } from './i18n.ts'
import type { AuditEntry, AuditFilter, AuditRecord } from './model/audit.ts'
import type { Card } from './model/card.ts'
import type { Approval, Conversation, NewRequest, Request, Transition } from './model/request.ts'
import type { Status } from './model/status.ts'

/** Time, so that a test can hold it. */
export interface Clock {
  now(): Date
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type LogFields = Readonly<Record<string, unknown>>

/** A line for the operator. `fields.id` follows one message from frame to card. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

interface AuditReader {
  /** The newest records first. */
  list(filter: AuditFilter): Promise<readonly AuditRecord[]>
  /** Where the chain of records ends now: the last one's number and hash. */
  head(): Promise<{ readonly seq: number; readonly hash: string }>
}

/**
 * The store's side of a request: every change of state is one transaction with its audit record (design.md 4). A row that
 * cannot be read is set aside alone: lists leave it out, and asked for by its code it is an UnreadableRequestError.
 */
export interface Requests {
  /** Stores a new request with its audit record, leased to this process; undefined where its msgId was seen before. */
  receive(request: NewRequest): Promise<Request | undefined>
  get(id: string): Promise<Request | undefined>
  byCode(code: string): Promise<Request | undefined>
  /** `UPDATE … WHERE id, status and version are still these`: the moved request, or undefined where somebody was faster. */
  move(request: Request, transition: Transition): Promise<Request | undefined>
  /**
   * Moves the line of somebody without any right as `move` does, and begins a silence of `quietMs` in its conversation. While
   * one lasts nobody is told: `unheard`, which leaves no more than a count on record.
   */
  refuse(
    request: Request,
    transition: Transition,
    quietMs: number,
  ): Promise<Request | 'unheard' | undefined>
  /** Records what somebody without any right has pressed, and begins a silence likewise; false while one lasts: it is counted only. */
  recordStranger(
    entry: AuditEntry & { readonly actor: UserId; readonly conversation: Conversation },
    quietMs: number,
  ): Promise<boolean>
  /** Records what went unheard in silences that are over. */
  recordSilences(): Promise<void>
  /** The present version has been delivered; does nothing where the request has moved on meanwhile. */
  delivered(request: Request, as: 'card' | 'text'): Promise<void>
  /** Delivery failed: one attempt more, to be tried again not before `at`; `give up` ends the trying. */
  deliveryFailed(request: Request, next: { at: Date } | 'give up'): Promise<void>
  /** A record without a change of state: a refused press, a page turned. */
  record(entry: AuditEntry): Promise<void>
  /** Adds an approver once; the approvals so far, in order. */
  approve(request: Request, userid: UserId): Promise<readonly Approval[]>
  /** Changes that came into effect, in whole or in part, since a request was approved or was in effect itself, in the order of their effect. */
  effectsSince(request: Request, since: 'approval' | 'effect'): Promise<readonly Request[]>
  /** The end that a grant for a time has left behind; undefined where there is none. */
  endOf(grant: Request): Promise<Request | undefined>
  /** The oldest first; all of them, or so many. */
  withStatus(status: Status, limit?: number): Promise<readonly Request[]>
  countWith(status: Status): Promise<number>
  /**
   * Takes the lease of work that nobody holds: `received`, `running` or not delivered, with the lease lapsed or its owner gone.
   * Each is given to one process only. Lines of people who were not seen with a right come after all others, at most so many
   * of them, and what they are refused with after those.
   */
  claimAbandoned(
    limit: number,
    unproven?: { readonly lines: number; readonly refusals: number },
  ): Promise<readonly Request[]>
  /** awaiting or scheduled whose `dueAt` has come. */
  due(limit: number): Promise<readonly Request[]>
  /** Prolongs the lease for a write: until when it surely lasts; undefined where the request is another's by now. */
  holdLease(request: Request): Promise<Date | undefined>
  /** Prolongs this process's leases on work in hand; releaseLease hands one back to whoever asks next. */
  renewLeases(ids: readonly string[]): Promise<void>
  releaseLease(id: string): Promise<void>
}

/** Why a request is worked on: it has just moved, its time has come, or the process that had it in hand is gone. */
export type Wake = 'moved' | 'due' | 'abandoned'

/** What is to be worked on next. */
export interface WorkQueue {
  /**
   * In hand from now on (its lease is renewed, and a stop waits for it), and begun once `after` has ended. Resolves when the
   * work is over, and never rejects: what fails waits for the next sweep.
   */
  add(request: Request, how?: { wake?: Wake; after?: Promise<unknown> }): Promise<void>
  /** Keeps a request in hand while something else is done with it. */
  hold<T>(requestId: string, work: Promise<T>): Promise<T>
}

/** Where people read: DingTalk's conversations. */
export interface Chat {
  /**
   * Shows the request's card: created under an outTrackId that follows from the request (so a second showing finds the first),
   * edited in place when it is out already, sent as text where no card can be. Throws where neither could.
   */
  deliverCard(
    request: Pick<Request, 'id' | 'conversation' | 'requester' | 'deliveredAs'>,
    card: Card,
  ): Promise<'card' | 'text'>
  /** A line of text into a conversation, mentioning people. */
  say(
    conversation: Conversation,
    card: Pick<Card, 'title' | 'markdown' | 'mentions'>,
    requester: UserId,
  ): Promise<void>
  /** Edits the card for one viewer only, after the callback was answered without it. Best effort. */
  updateForUser(requestId: string, to: UserId, card: Card | { tips: string }): Promise<void>
}

/** A robot message, as dingtalk/frames read it. */
export interface Message {
  readonly msgId: string
  readonly conversation: Conversation
  /** Undefined where the staff id is missing or the corp is not ours. */
  readonly sender: UserId | undefined
  readonly content: /** `isCut` where more was typed than is kept: a list that was cut off must not pass for a shorter one. */
    | { readonly kind: 'text'; readonly text: string; readonly isCut?: true }
    /** A picture, a file, …: the robot reads text only. */
    | { readonly kind: 'unreadable'; readonly msgtype: string }
    /** DingTalk cut the text off: the monthly push quota is used up (error 20001, stream-and-cards.md 3.7). */
    | { readonly kind: 'over-quota' }
  /** People picked with @, without the robot, each once. */
  readonly mentions: readonly UserId[]
  /** Mentioned, but not of our organisation (no staff id). */
  readonly outsiders: number
}

/** A press on a card's button, as dingtalk/frames read it. */
export interface CardAction {
  readonly frameId: string
  readonly requestId: string
  /** Who pressed; undefined where it is nobody of our corp. */
  readonly userid: UserId | undefined
  readonly button: string
  readonly params: Readonly<Record<string, string>>
}

/** What a press is answered with inside its callback: a card for the presser's eyes, a line under it, or nothing. */
export type CardActionAnswer = { readonly card: Card } | { readonly tips: string } | undefined

/** What the stream hands in. Both throw where the store could not take it: a message is then not acknowledged, so that DingTalk pushes it again; a press is answered as failed. */
export interface Inbox {
  /** Stores the message; `afterAck` is the work, begun once the ack is out. It never rejects. */
  onMessage(message: Message): Promise<{ afterAck(): Promise<void> }>
  /** Decides within the 2 s of a card callback, or answers with an interim line and goes on after it. */
  onCardAction(action: CardAction): Promise<{ answer: CardActionAnswer; afterAck(): Promise<void> }>
}

/** What an event or a reconnect makes doubtful. */
export type Invalidation = 'admins' | 'roles' | 'members' | 'users' | 'departments'

/** Asked right before each call that writes goes out; where it throws, the call does not. */
export type BeforeWrite = () => Promise<void>

/** What is counted, in the words of GET /metrics. */
export interface Metrics {
  frame(type: string, topic: string): void
  ack(topic: string, code: number, seconds: number): void
  command(name: string, result: string): void
  apiCall(path: string, result: string, metered: boolean): void
  reconnect(): void
}

/** What a new request needs from outside: an id, and chance for its code. */
export interface IdSource {
  newId(): string
  random(): number
}

/** What the bot needs of the other rooms. */
export interface BotPorts extends IdSource {
  readonly requests: Requests
  readonly audit: AuditReader
  readonly chat: Chat
  /** What questions look at: remembered, and invalidated by events. */
  readonly directory: Directory
  /** What changes look at: read anew each time. */
  readonly live: Directory
  readonly writers: (beforeWrite: BeforeWrite) => Writers
  /** The longest that one call to DingTalk lasts, in ms. */
  readonly callMs: number
  /** Tells the remembered directory that a change has gone out. */
  invalidateDirectory(): void
  readonly policy: Policy
  readonly commands: readonly Command[]
  readonly i18n: I18n
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  status(): Promise<RobotStatus>
}
