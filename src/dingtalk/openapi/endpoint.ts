import type { z } from 'zod'

/** The two API families: another host, another place for the token, another shape of failure (openapi.md 0). */
export type Family = 'oapi' | 'v1'

/** What may be repeated without asking: a read always, a write only where doing it twice is doing it once. */
export type Repeat = 'read' | 'idempotent-write' | 'write'

/** One DingTalk call as data. `answer` reads the whole JSON body, since results lie at the top level or under many names. */
export interface Endpoint<Output = unknown> {
  readonly family: Family
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: `/${string}`
  /** Counts against the organisation's monthly quota (openapi.md 6.2). */
  readonly metered: boolean
  readonly repeat: Repeat
  readonly answer: z.ZodType<Output>
}

/** `query` is for GET; a POST without a body is sent as `{}`, because an empty one answers 40035. */
export interface Input {
  readonly body?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, string>>
  /** Asked when its turn has come, and before each retry; where it throws, nothing is sent. */
  readonly before?: () => Promise<void>
}

export interface OpenApi {
  /**
   * One call, with its token, its place in the queue and its retries. Throws DingTalkRefusedError where DingTalk refused,
   * DingTalkUnreachableError where it did not answer (or unreadably): a write may then have happened.
   */
  call<Output>(api: Endpoint<Output>, input?: Input): Promise<Output>
}

/** A reading call of the old family: POST, free of charge (KB:1432), and retried as often as need be. */
export function oapiRead<T extends z.ZodType>(path: `/${string}`, answer: T) {
  return {
    family: 'oapi',
    method: 'POST',
    path,
    metered: false,
    repeat: 'read',
    answer,
  } as const satisfies Endpoint
}
