import type { Request, Response } from 'express'
import type { Wire } from '../wire.ts'

/** Tells the page that something happened, as server-sent events `{"kind":…}`; what it was, the page asks for. */
export const liveEvents = (wire: Wire) => (request: Request, response: Response) => {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  // Tells the browser when to come back after a restart.
  response.write('retry: 500\n\n')
  const stop = wire.listen(({ kind }) => response.write(`data: ${JSON.stringify({ kind })}\n\n`))
  request.on('close', stop)
}
