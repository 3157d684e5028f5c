import type { Clock, Log } from '../../core/ports.ts'
import type { Connection } from './connection.ts'

const intervalMs = 15_000
const maxUnanswered = 2

/**
 * Pings until the connection is gone, and cuts it where two pings in a row had no answer: after a network drop a socket
 * looks open for many minutes, while DingTalk goes on choosing it. Found within 45 s.
 */
export async function heartbeat(connection: Connection, clock: Clock, log: Log): Promise<void> {
  for (;;) {
    await clock.sleep(intervalMs, connection.gone)
    if (connection.gone.aborted) return
    if (connection.unanswered() >= maxUnanswered) {
      log.warn('stream.socket-dead')
      return connection.terminate()
    }
    connection.ping()
  }
}
