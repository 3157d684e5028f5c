/** What a month's quota counts: calls of the API, or messages either way over stream and webhook (stream-and-cards.md 4.11). */
export type Quota = 'calls' | 'pushes'

/** One call of an API, as it came and as it was answered; no token, secret or ticket is kept. */
export interface Call {
  at: number
  method: string
  path: string
  query: Record<string, string>
  /** Where the access token was found. */
  token: 'query' | 'form' | 'header' | 'none'
  body: unknown
  /** 0 where the socket was destroyed instead of an answer. */
  status: number
  answer: unknown
  ms: number
  /** Counts against the monthly quota of the organisation (openapi.md 6.2). */
  metered: Quota | false
}

export interface Ack {
  code: number
  message: string
  /** The inner JSON, parsed; the raw text where it is none. */
  data: unknown
  ms: number
  connectionId: string
}

/** One frame that was pushed. A redelivery is a frame of its own. */
export interface Frame {
  at: number
  type: string
  topic: string
  messageId: string
  eventType?: string
  connectionId: string
  /** The inner JSON, parsed; the raw text where it is none. */
  data: unknown
  ack?: Ack
}

export type WireEvent =
  | { kind: 'call'; call: Call }
  | { kind: 'frame' | 'ack'; frame: Frame }
  | { kind: 'company' | 'conversation' | 'cards' | 'faults' | 'connections' }

const secrets = new Set([
  'access_token',
  'accessToken',
  'appsecret',
  'appSecret',
  'clientSecret',
  'client_secret',
  'ticket',
  'session',
  'sessionWebhook',
])

/** A copy without tokens, secrets and tickets, for the wire log. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secrets.has(key) ? '***' : redacted(inner)]),
  )
}

/** The same for a query. */
export const redactedQuery = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, secrets.has(key) ? '***' : value]),
  )

/** Everything that crossed the wire, and who wants to hear of it. */
export function createWire() {
  const calls: Call[] = []
  const frames: Frame[] = []
  const notices: Frame[] = []
  const listeners = new Set<(event: WireEvent) => void>()
  const tell = (event: WireEvent) => {
    for (const listener of listeners) listener(event)
  }
  return {
    calls,
    frames,
    /** SYSTEM frames of a connection itself; nobody's message, press or event is among them. */
    notices,
    tell,
    call(call: Call) {
      calls.push(call)
      tell({ kind: 'call', call })
    },
    frame(frame: Frame) {
      frames.push(frame)
      tell({ kind: 'frame', frame })
    },
    notice(frame: Frame) {
      notices.push(frame)
      tell({ kind: 'frame', frame })
    },
    listen(listener: (event: WireEvent) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Wire = ReturnType<typeof createWire>
