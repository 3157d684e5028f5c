import { Agent, type Dispatcher, request } from 'undici'
import { DingTalkUnreachableError } from '../../core/errors.ts'
import type { Hosts } from './hosts.ts'

export interface Outgoing {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Reply {
  readonly status: number
  readonly text: string
}

export type Transport = ReturnType<typeof createTransport>

const largestReply = 16 * 1024 * 1024

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
    maxResponseSize: largestReply,
  }),
}: {
  hosts: Hosts
  timeoutMs?: number
  dispatcher?: Dispatcher
}) {
  return {
    async send(name: string, { url, method, headers, body }: Outgoing): Promise<Reply> {
      if (!hosts.allows(url)) throw new Error(`${name} is not on a host of DingTalk`)
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const reply = await request(url, {
          method,
          dispatcher,
          signal,
          headers,
          body: body ?? null,
        })
        return { status: reply.statusCode, text: await reply.body.text() }
      } catch (error) {
        throw new DingTalkUnreachableError(name, plainly(error))
      }
    },
    close: () => dispatcher.destroy(),
  }
}

/** The error's name and code only: undici's errors can carry a piece of the answer, and so a token. */
function plainly(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('unknown')
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return new Error(error.name === 'TimeoutError' ? 'time-out' : code)
}
