import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Faults } from '../faults.ts'
import { isFromHere, refuseUpgrade } from '../only-this-machine.ts'
import type { Timers } from '../timers.ts'
import type { Wire } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { Notices } from './notices.ts'
import type { Subscribed, Tickets } from './tickets.ts'

/** After the disconnect frame DingTalk closes the TCP connection in 10 s. */
const graceMs = 10_000
const mostPayloadBytes = 16 * 1024 * 1024

/** The open websockets: who subscribed what, who is silent, who is leaving. */
export function createConnections(deps: {
  tickets: Tickets
  faults: Faults
  wire: Wire
  timers: Timers
  notices: Notices
  received: (text: string, connectionId: string) => void
}) {
  const { tickets, faults, wire, timers, notices, received } = deps
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
      if (!connection.silent) received(data.toString(), connection.id)
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      open.delete(connection)
      wire.tell({ kind: 'connections' })
    })
    notices.greet(connection)
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
    for (const connection of open) {
      connection.leaving = true
      notices.announceEnd(connection)
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
      const subscriptions = tickets.redeem(request.url ?? '')
      if (!subscriptions) return refuseUpgrade(socket, '401 Unauthorized')
      server.handleUpgrade(request, socket, head, upgraded => accept(upgraded, subscriptions))
    },
    close() {
      for (const { socket } of open) socket.terminate()
      server.close()
    },
  }
}
