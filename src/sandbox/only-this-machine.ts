import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RequestHandler } from 'express'

const here = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i
const hereAsOrigin = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i

/** A link to the page, on whatever other page: all that it does is show this one, in a tab of its own. */
const isLinkToPage = ({ method, url, headers }: IncomingMessage) =>
  method === 'GET' &&
  url === '/' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document'

/**
 * Whether a request may come from this machine's own programs and pages. Any page in the same browser can reach a port of
 * this machine: under a name of its own that leads here (DNS rebinding, told by Host), or with a form or a script from
 * elsewhere (told by Origin and Sec-Fetch-Site).
 */
export function isFromHere(request: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site } = request.headers
  if (!here.test(host ?? '')) return false
  if (origin !== undefined && !hereAsOrigin.test(origin)) return false
  return site !== 'cross-site' || isLinkToPage(request)
}

/** Refuses with 403 whatever is not from here, before anything looks at it. */
export const onlyThisMachine: RequestHandler = (request, response, next) => {
  if (isFromHere(request)) return next()
  response.status(403).json({
    error:
      'The sandbox answers this machine only: ask http://localhost, http://127.0.0.1 or http://[::1], not from a page of another host.',
  })
}

/** Ends a websocket's handshake with a status instead of opening it. */
export const refuseUpgrade = (socket: Duplex, status: '401 Unauthorized' | '403 Forbidden') =>
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
