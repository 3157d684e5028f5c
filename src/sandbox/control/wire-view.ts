import type { Request, Response } from 'express'
import type { Conversation } from '../chat/conversations.ts'
import { type Call, type Frame, redacted, type Wire } from '../wire.ts'

/** The page shows the newest; the whole wire is at /control/frames and /control/calls. */
const mostRows = 300

/** A message and a press count as pushes, an event does not (stream-and-cards.md 4.11). */
const pushIsMetered = ({ type }: Frame) => type === 'CALLBACK'

const frameRow = (of: 'frame' | 'notice') => (frame: Frame, index: number) => ({
  id: `${of} ${index}`,
  kind: 'frame' as const,
  at: frame.at,
  name: frame.eventType ?? frame.topic,
  type: frame.type,
  status: frame.ack?.code ?? null,
  ms: frame.ack?.ms ?? null,
  metered: pushIsMetered(frame) && ('pushes' as const),
  sent: redacted(frame.data),
  answered: redacted(frame.ack?.data ?? null),
})
const callRow = (call: Call, index: number) => ({
  id: `call ${index}`,
  kind: 'call' as const,
  at: call.at,
  name: call.path,
  type: call.method,
  status: call.status,
  ms: call.ms,
  metered: call.metered,
  sent: call.body,
  answered: call.answer ?? null,
})

/** Both directions in one list, newest first, and what counts against the monthly quota; without the page's own question. */
export function wireView({ frames, notices, calls }: Wire, hidden: Conversation) {
  const own = [
    hidden.id,
    ...hidden.items.flatMap(item => (item.kind === 'card' ? [item.outTrackId] : [])),
  ]
  const isOwn = ({ sent }: { sent: unknown }) => {
    const text = JSON.stringify(sent) ?? ''
    return own.some(id => text.includes(id))
  }
  const rows = [
    ...frames.map(frameRow('frame')),
    ...notices.map(frameRow('notice')),
    ...calls.map(callRow),
  ]
    .filter(row => !isOwn(row))
    .reverse()
    .sort((a, b) => b.at - a.at)
  return {
    pushes: rows.filter(({ metered }) => metered === 'pushes').length,
    calls: rows.filter(({ metered }) => metered === 'calls').length,
    rows: rows.slice(0, mostRows),
  }
}

/** Tells the page that something happened, as server-sent events `{"kind":…}`; what it was, the page asks for. */
export const liveEvents = (wire: Wire) => (request: Request, response: Response) => {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  // Tells the browser when to come back after a restart.
  response.write('retry: 500\n\n')
  const stop = wire.listen(({ kind }) => response.write(`data: ${JSON.stringify({ kind })}\n\n`))
  request.on('close', stop)
}
