import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Faults } from '../faults.ts'
import { opaque } from '../ids.ts'
import { isFromHere, refuseUpgrade } from '../only-this-machine.ts'
import type { Timers } from '../timers.ts'
import type { Wire } from '../wire.ts'

/** The life of a gateway ticket: 90 s and one connection (stream-and-cards.md 1.2). */
const ticketMs = 90_000

export interface Subscribed {
  type: string
  topic: string
}

export function createTickets({ now }: { now: () => number }) {
  const open = new Map<string, { until: number; subscriptions: readonly Subscribed[] }>()
  return {
    issue(subscriptions: readonly Subscribed[]): string {
      const ticket = opaque()
      open.set(ticket, { until: now() + ticketMs, subscriptions })
      return ticket
    },
    /** What the ticket subscribed, once; undefined for one that is unknown, used or too old. */
    redeem(ticket: string): readonly Subscribed[] | undefined {
      const found = open.get(ticket)
      open.delete(ticket)
      return found && found.until > now() ? found.subscriptions : undefined
    },
  }
}

export type Tickets = ReturnType<typeof createTickets>

export interface Connection {
  id: string
  socket: WebSocket
  subscriptions: readonly Subscribed[]
  /** Half open: it gets no pong and no push any more, although it is still chosen for pushes. */
  silent: boolean
  /** Told to go: gets no new push (stream-and-cards.md 2.3). */
  leaving: boolean
}

/** After the disconnect frame DingTalk closes the TCP connection in 10 s. */
const graceMs = 10_000
const mostPayloadBytes = 16 * 1024 * 1024

/** The open websockets: who subscribed what, who is silent, who is leaving. */
export function createConnections(deps: {
  tickets: Tickets
  faults: Faults
  wire: Wire
  timers: Timers
  received: (text: string, connection: Connection) => void
}) {
  const { tickets, faults, wire, timers, received } = deps
  const open = new Set<Connection>()
  const server = new WebSocketServer({
    noServer: true,
    autoPong: false,
    maxPayload: mostPayloadBytes,
  })

  const accept = (socket: WebSocket, subscriptions: readonly Subscribed[]) => {
    const silent = faults.strike('silent-socket') !== undefined
    const connection: Connection = {
      id: randomUUID(),
      socket,
      subscriptions,
      silent,
      leaving: false,
    }
    open.add(connection)
    socket.on('ping', data => {
      if (!connection.silent) socket.pong(data)
    })
    socket.on('message', data => {
      if (!connection.silent) received(data.toString(), connection)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      open.delete(connection)
      wire.tell({ kind: 'connections' })
    })
    wire.tell({ kind: 'connections' })
  }

  faults.actAtOnce('drop-connections', () => {
    for (const { socket } of open) socket.terminate()
    return undefined
  })
  // The connections open now become half-open, and stay so, like connections whose other end died.
  faults.actAtOnce('silent-socket', fault => {
    const { times } = fault
    const struck = [...open].filter(({ silent }) => !silent).slice(0, times)
    for (const connection of struck) connection.silent = true
    if (times === undefined) return fault
    return times > struck.length ? { ...fault, times: times - struck.length } : undefined
  })
  faults.actAtOnce('disconnect', ({ ms = graceMs }) => {
    const data = JSON.stringify({ reason: 'connection is expired' })
    for (const connection of open) {
      connection.leaving = true
      // The documented sample has no messageId and no time.
      const headers = { topic: 'disconnect', contentType: 'application/json' }
      connection.socket.send(JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data }))
      timers.after(ms, () => connection.socket.terminate())
    }
    return undefined
  })

  return {
    all: (): readonly Connection[] => [...open],
    /** The websocket handshake: refused to another machine's page, and where the ticket is unknown, used or older than 90 s. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
      socket.on('error', () => socket.destroy())
      if (!isFromHere(request)) return refuseUpgrade(socket, '403 Forbidden')
      const url = new URL(request.url ?? '/', 'http://sandbox')
      const subscriptions = tickets.redeem(url.searchParams.get('ticket') ?? '')
      if (url.pathname !== '/connect' || !subscriptions)
        return refuseUpgrade(socket, '401 Unauthorized')
      server.handleUpgrade(request, socket, head, upgraded => accept(upgraded, subscriptions))
    },
    close() {
      for (const { socket } of open) socket.terminate()
      server.close()
    },
  }
}
