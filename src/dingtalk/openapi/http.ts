import { Agent, type Dispatcher, request } from 'undici'
import { DingTalkUnreachableError } from '../../core/errors.ts'
import type { Endpoint, Input } from './endpoint.ts'
import type { Hosts } from './hosts.ts'

export interface Outgoing {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Limits {
  /** Ends the call, wherever it has got to: between connecting and the last byte. */
  readonly signal: AbortSignal
  readonly maxBytes: number
  /** A pool of kept connections; without one the call has a connection of its own, which ends with it. */
  readonly dispatcher?: Dispatcher
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

export interface Reply {
  readonly status: number
  readonly text: string
}

export type Transport = ReturnType<typeof createTransport>

const maxReplyBytes = 16 * 1024 * 1024

/**
 * HTTP to DingTalk over one keep-alive pool: only to allowed hosts, no redirect followed, at most `timeoutMs` from
 * connecting to the last byte. `name` is what errors and logs call the target: a URL may carry a token.
 */
export function createTransport({
  hosts,
  timeoutMs = 10_000,
  dispatcher = new Agent({
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  }),
}: {
  hosts: Hosts
  timeoutMs?: number
  dispatcher?: Dispatcher
}) {
  async function reply(name: string, to: Outgoing): Promise<Reply> {
    const { status, text } = await answered(name, to, timeoutMs, dispatcher)
    return { status, text }
  }

  return {
    /** Sends to a URL that came from outside; throws where it is on no host of DingTalk. */
    async send(name: string, to: Outgoing): Promise<Reply> {
      if (!hosts.allows(to.url)) throw new Error(`${name} is not on a host of DingTalk`)
      return reply(name, to)
    },
    /** Makes a call of the OpenAPI, with its token. Its URL begins with a configured host and a slash: nothing from outside leads it elsewhere. */
    call: (api: Endpoint, input: Input, token?: string): Promise<Reply> =>
      reply(api.path, outgoing(hosts, api, input, token)),
    close: () => dispatcher.destroy(),
  }
}

/** Throws DingTalkUnreachableError, which calls the target `name`. */
async function answered(name: string, to: Outgoing, timeoutMs: number, dispatcher?: Dispatcher) {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await exchange(to, {
      signal,
      maxBytes: maxReplyBytes,
      ...(dispatcher && { dispatcher }),
    })
  } catch (error) {
    throw new DingTalkUnreachableError(name, error)
  }
}

/** A call as HTTP. Where the token goes decides the family: in the query of oapi, in a header of v1.0 (openapi.md 8 no. 3). */
export function outgoing(hosts: Hosts, api: Endpoint, input: Input, token?: string): Outgoing {
  const isOld = api.family === 'oapi'
  const query = new URLSearchParams({
    ...(isOld && token !== undefined && { access_token: token }),
    ...input.query,
  }).toString()
  const url = `${isOld ? hosts.oapi : hosts.api}${api.path}${query && `?${query}`}`
  const headers = {
    // Without it the new family may answer XML (stream-and-cards.md 1.1).
    accept: 'application/json',
    ...(!isOld && token !== undefined && { 'x-acs-dingtalk-access-token': token }),
    ...(api.method !== 'GET' && { 'content-type': 'application/json' }),
  }
  if (api.method === 'GET') return { url, method: api.method, headers }
  return { url, method: api.method, headers, body: JSON.stringify(input.body ?? {}) }
}

/**
 * DingTalk's time to the second: the Date header of whatever its API host answers. Throws DingTalkUnreachableError
 * where it has none.
 */
export async function serverTime(api: string, timeoutMs = 10_000): Promise<Date> {
  const { headers } = await answered(api, { url: api, method: 'GET', headers: {} }, timeoutMs)
  const said = new Date(String(headers.date))
  if (Number.isNaN(said.getTime())) throw new DingTalkUnreachableError(api)
  return said
}

/**
 * The one place where HTTP leaves this process: no redirect followed, and no host, however hostile, gets more of our time or
 * memory than its limits say. Throws Error, whose message is a code: undici's own errors can carry a piece of the answer, and so
 * a token.
 */
export async function exchange(
  { url, method, headers, body }: Outgoing,
  { signal, maxBytes, dispatcher }: Limits,
): Promise<Answered> {
  const enough = new AbortController()
  try {
    const reply = await request(url, {
      ...(dispatcher ? { dispatcher } : { reset: true }),
      ...{ method, headers, body: body ?? null },
      signal: AbortSignal.any([signal, enough.signal]),
    })
    const text = await read(reply.body, maxBytes, enough)
    return { status: reply.statusCode, headers: reply.headers, text }
  } catch (error) {
    throw plainly(error)
  }
}

/** At most `maxBytes`, and not one piece more is taken in: a Content-Length promises nothing. */
async function read(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  enough: AbortController,
): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > maxBytes) enough.abort(new TooLongError())
    enough.signal.throwIfAborted()
    pieces.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(pieces))
}

class TooLongError extends Error {
  override readonly name = 'TooLongError'
}

function plainly(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unknown')
  if (error instanceof TooLongError) return new Error('the answer is too long')
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return new Error(error.name === 'TimeoutError' ? 'time-out' : code)
}
