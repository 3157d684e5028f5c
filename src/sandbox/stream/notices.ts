import { randomUUID } from 'node:crypto'
import type { Timers } from '../timers.ts'
import type { Wire } from '../wire.ts'
import type { Acks } from './acks.ts'
import type { Connection } from './connection.ts'
import { newFrame, type Push, wireText } from './frame.ts'

/** What the gateway says of a connection itself, in SYSTEM frames (stream-and-cards.md 2.3). */
export function createNotices(deps: {
  wire: Wire
  acks: Acks
  timers: Timers
  now: () => number
  pingEveryMs: number
}) {
  const { wire, acks, timers, now, pingEveryMs } = deps

  const tell = ({ id, socket }: Connection, topic: string, data: object = {}) => {
    const push: Push = { type: 'SYSTEM', topic, data }
    const frame = newFrame(push, id, now())
    if (topic === 'ping') acks.expect(frame)
    wire.notice(frame)
    socket.send(wireText(push, frame))
  }
  /** Its `opaque` is to come back; what DingTalk does where it does not is not documented, and nothing happens here. */
  const pingSoon = (connection: Connection) => {
    const callOff = timers.after(pingEveryMs, () => {
      if (!connection.silent) tell(connection, 'ping', { opaque: randomUUID() })
      connection.socket.off('close', callOff)
      pingSoon(connection)
    })
    connection.socket.once('close', callOff)
  }

  return {
    /** The first frames of a connection; a ping follows now and then. */
    greet(connection: Connection) {
      if (!connection.silent) {
        tell(connection, 'CONNECTED')
        tell(connection, 'REGISTERED')
      }
      pingSoon(connection)
    },
    /** The end is announced. The documented sample has no messageId and no time. */
    announceEnd({ id, socket }: Connection) {
      const data = { reason: 'connection is expired' }
      const headers = { topic: 'disconnect', contentType: 'application/json' }
      wire.notice({
        ...newFrame({ type: 'SYSTEM', topic: 'disconnect', data }, id, now()),
        messageId: '',
      })
      socket.send(
        JSON.stringify({ specVersion: '1.0', type: 'SYSTEM', headers, data: JSON.stringify(data) }),
      )
    },
  }
}

export type Notices = ReturnType<typeof createNotices>
