import type { WebSocket } from 'ws'
import type { Subscribed } from './tickets.ts'

/** One open websocket of a robot. */
export interface Connection {
  id: string
  socket: WebSocket
  subscriptions: readonly Subscribed[]
  /** Half open: it gets no pong and no push any more, although it is still chosen for pushes. */
  silent: boolean
  /** Told to go: gets no new push (stream-and-cards.md 2.3). */
  leaving: boolean
}
