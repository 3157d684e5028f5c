import type { Request, Response } from 'express'
import type { Wire } from '../wire.ts'

/** Tells the page what happens, as server-sent events: each carries a WireEvent. */
export const liveEvents = (wire: Wire) => (request: Request, response: Response) => {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.flushHeaders()
  // Tells the browser when to come back after a restart.
  response.write('retry: 500\n\n')
  const stop = wire.listen(event => response.write(`data: ${JSON.stringify(event)}\n\n`))
  request.on('close', stop)
}
