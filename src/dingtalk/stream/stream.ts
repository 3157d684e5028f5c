import { aborted } from './abort.ts'
import { type Connection, openConnection } from './connection.ts'
import { createFrameHandler, type FrameHandlerDeps } from './frame-handler.ts'
import { askGateway } from './gateway.ts'
import { heartbeat } from './heartbeat.ts'
import { reconnect } from './reconnect.ts'

export interface StreamDeps extends FrameHandlerDeps {
  /** Origin of the gateway, without a slash at the end. */
  readonly apiUrl: string
  /** Whether we may connect to the WebSocket URL that the gateway names; anywhere by default. */
  readonly allowsEndpoint?: (wsUrl: string) => boolean
  readonly clientId: string
  readonly clientSecret: string
  /** Rolekeeper's version, for DingTalk's own diagnosis. */
  readonly version?: string
  readonly random?: () => number
}

/** After `disconnect` the server closes within 10 s of silence. */
const drainLimitMs = 15_000

/**
 * The connection to DingTalk's stream mode: keeps one open, hands every push to the inbox and answers it
 * (https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description). Nothing it returns rejects.
 */
export function createStream(deps: StreamDeps) {
  const { clock, log, metrics, clientId, clientSecret, random = Math.random } = deps
  const gateway = { allowsEndpoint: () => true, version: '0', ...deps }
  const frameHandler = createFrameHandler(deps)
  const connections = new Set<Connection>()
  let running: { life: AbortController; supervision: Promise<void> } | undefined

  /** Resolves when the first attempt has ended, well or not; goes on connecting and reconnecting until stop(). */
  function start(): Promise<void> {
    if (running !== undefined) return Promise.resolve()
    const life = new AbortController()
    return new Promise(resolve => {
      const open = (signal: AbortSignal) =>
        openConnection(
          {
            clientId,
            clientSecret,
            clock,
            askUrl: limit => askGateway(gateway, limit),
            // Once stopping, what is not taken is not answered: DingTalk pushes it to the next process.
            onFrame: (raw, from) => life.signal.aborted || frameHandler.take(raw, from),
          },
          signal,
        )
      const supervision = reconnect(
        { open, onOpen, onDecided: resolve, clock, random, log, metrics },
        life.signal,
      )
      running = { life, supervision }
    })
  }

  function onOpen(connection: Connection): void {
    connections.add(connection)
    connection.gone.addEventListener('abort', () => connections.delete(connection), { once: true })
    log.info('stream.connected')
    void heartbeat(connection, clock, log)
    void drain(connection)
    // Events of the time without a connection are gone.
    deps.onInvalidation(['all'])
  }

  async function drain(connection: Connection): Promise<void> {
    await aborted(connection.retired)
    await clock.sleep(drainLimitMs, connection.gone)
    connection.close()
  }

  /** Takes no more frames, waits at most `ackWithinMs` for those in hand to be answered, and closes everything. */
  async function stop({ ackWithinMs = 5_000 } = {}): Promise<void> {
    if (running === undefined) return
    const { life, supervision } = running
    running = undefined
    life.abort()
    await supervision
    const enough = new AbortController()
    void frameHandler.settled().then(() => enough.abort())
    await clock.sleep(ackWithinMs, enough.signal)
    enough.abort()
    for (const connection of connections) connection.close()
    await Promise.all([...connections].map(connection => aborted(connection.gone)))
  }

  return {
    start,
    stop,
    /** Whether new pushes can reach us: open, and not asked to leave. */
    connected: () => [...connections].some(one => one.isOpen() && !one.retired.aborted),
    /** Whether a frame is being answered, or worked on afterwards. */
    busy: frameHandler.busy,
  }
}
