import { type Key, type LocalizedMessage, localized, type Rest } from './i18n.ts'

/** A "no" for the chat: its sender may read the reason. Anything else that is thrown is our fault, not theirs. */
export class Refusal extends Error {
  readonly reason: LocalizedMessage
  constructor(reason: LocalizedMessage) {
    super(reason.key)
    this.name = 'Refusal'
    this.reason = reason
  }
}

/** `throw refuse('role.default', { role })` reads as what it does. */
export function refuse<K extends Key>(key: K, ...params: Rest<K>): Refusal {
  return new Refusal(localized(key, ...params))
}

/** What DingTalk's "no" asks of us, after openapi.md 6.5. */
export type Reason =
  | 'input'
  | 'permission'
  | 'throttled'
  | 'busy'
  | 'quota'
  | 'token'
  | 'banned'
  | 'config'
  | 'bug'

/** DingTalk answered, and the answer is no. Carries no token, body or webhook. */
export class DingTalkRefusedError extends Error {
  readonly api: string
  readonly code: string
  readonly reason: Reason
  readonly requestId: string | undefined
  /** The missing permission points and the page that grants them, when DingTalk names them (openapi.md 6.4). */
  readonly scopes: readonly string[]
  readonly applyLink: string | undefined
  constructor(no: {
    api: string
    code: string
    reason: Reason
    message: string
    requestId?: string | undefined
    scopes?: readonly string[]
    applyLink?: string | undefined
  }) {
    super(`${no.api} said no: ${no.code} ${no.message}`)
    this.name = 'DingTalkRefusedError'
    this.api = no.api
    this.code = no.code
    this.reason = no.reason
    this.requestId = no.requestId
    this.scopes = no.scopes ?? []
    this.applyLink = no.applyLink
  }
}

/** DingTalk did not answer (time-out, connection lost, unreadable answer): a write may or may not have happened. */
export class DingTalkUnreachableError extends Error {
  readonly api: string
  constructor(api: string, cause?: unknown) {
    super(`${api} did not answer`, { cause })
    this.name = 'DingTalkUnreachableError'
    this.api = api
  }
}

/** Another process has the request in hand, or may have before a call would be over: the call was not made. */
export class LeaseLostError extends Error {
  constructor() {
    super('The lease does not last for another call')
    this.name = 'LeaseLostError'
  }
}

/** A stored request cannot be read by this version: it is set aside alone, and nothing is done about it. */
export class UnreadableRequestError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The request ${code} cannot be read`)
    this.name = 'UnreadableRequestError'
    this.code = code
  }
}

/** The code drawn for a new request belongs to another one: nothing was written, draw again. */
export class CodeTakenError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The code ${code} is taken`)
    this.name = 'CodeTakenError'
    this.code = code
  }
}
