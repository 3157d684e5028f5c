import { type Dispatcher, request } from 'undici'

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
