import type { Quota } from './quota.ts'
/** One HTTP call as it came in. */
export interface Incoming {
  method: string
  path: string
  query: Record<string, string>
  contentType: string
  tokenHeader: string | undefined
  text: string
}

/** What goes back; `undefined` where the socket is destroyed instead. */
export type Outgoing = { status: number; body: unknown; type?: 'html' } | undefined

/** What was learnt of a call on its way, for the wire log. */
export interface Noted {
  token: 'query' | 'form' | 'header' | 'none'
  body: unknown
  metered: Quota | false
}
