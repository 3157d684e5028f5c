import type { Faults } from '../faults.ts'
import { gatewayPath } from '../v1/gateway.ts'
import { type Quota, redacted, redactedQuery, type Wire } from '../wire.ts'

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

/** What the dispatcher found out about a call, for the wire log. */
export interface Noted {
  token: 'query' | 'form' | 'header' | 'none'
  body: unknown
  metered: Quota | false
}

type Dispatch = (incoming: Incoming, noted: Noted) => Outgoing

const blockedPage =
  '<!DOCTYPE html><html><head><title>405</title></head><body>Sorry, your request has been blocked.</body></html>'
const usualDelayMs = 1000

/** Answers one API call with whatever faults are on, and writes it into the wire log, destroyed sockets included. */
export function createAnswerer(deps: {
  oapi: Dispatch
  api: Dispatch
  faults: Faults
  wire: Wire
  now: () => number
  sleep: (ms: number) => Promise<void>
}) {
  const { oapi, api, faults, wire, now, sleep } = deps

  /** What stands in front of DingTalk and answers in its stead. */
  const inFront = (path: string): Outgoing | 'nothing' => {
    if (path === gatewayPath && faults.strike('gateway-down')) return undefined
    if (faults.strike('html-answer', path)) return { status: 200, body: blockedPage, type: 'html' }
    const ban = faults.strike('ip-ban', path)
    if (ban?.html) return { status: 405, body: blockedPage, type: 'html' }
    if (ban)
      return {
        status: 200,
        body: { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'a1b2c3' },
      }
    return 'nothing'
  }

  const underWay = new Set<{ readonly path: string; readonly isWaitedFor: () => boolean }>()
  const hanging = new Set<Incoming>()

  async function answer(incoming: Incoming): Promise<Outgoing> {
    const { path, method, query } = incoming
    const at = now()
    const since = performance.now()
    const noted: Noted = { token: 'none', body: incoming.text, metered: false }
    if (faults.strike('hang', path)) {
      hanging.add(incoming)
      await faults.cleared('hang')
      hanging.delete(incoming)
    }
    const slow = faults.strike('delay', path)
    if (slow) await sleep(slow.ms ?? usualDelayMs)
    const before = inFront(path)
    const family = /^\/v\d+\.\d+\//.test(path) ? api : oapi
    const answered = before === 'nothing' ? family(incoming, noted) : before
    const lost = answered !== undefined && faults.strike('lose-answer', path) !== undefined
    const out = lost ? undefined : answered
    wire.call({
      at,
      method,
      path,
      query: redactedQuery(query),
      token: noted.token,
      body: redacted(noted.body),
      status: out?.status ?? 0,
      answer: redacted(out?.body),
      ms: Math.round(performance.now() - since),
      metered: noted.metered,
    })
    return out
  }

  return {
    /** Answers; `isWaitedFor` says whether the caller still listens. */
    async answer(incoming: Incoming, isWaitedFor: () => boolean): Promise<Outgoing> {
      const call = {
        path: incoming.path,
        // What hangs comes to its end by itself only where its caller gives it up.
        isWaitedFor: () => !hanging.has(incoming) || isWaitedFor(),
      }
      underWay.add(call)
      return answer(incoming).finally(() => underWay.delete(call))
    },
    /** The paths of calls that came and are not answered yet. */
    underWay: () =>
      [...underWay].filter(({ isWaitedFor }) => isWaitedFor()).map(({ path }) => path),
  }
}
