import { once } from 'node:events'
import { DWClient } from 'dingtalk-stream'
import type { WebSocket } from 'ws'
import type { Clock } from '../../core/ports.ts'
import { within } from './abort.ts'

/** One WebSocket to DingTalk, from its first open to its end. */
export interface Connection {
  /** False where the socket is no longer open: the answer came too late. */
  send(text: string): boolean
  ping(): void
  /** Pings since the last sign of life. */
  unanswered(): number
  isOpen(): boolean
  /** DingTalk has pushed or pinged here. */
  use(): void
  wasUsed(): boolean
  /** DingTalk has asked us to leave: nothing new comes here, answers still go out. */
  retire(): void
  /** Says goodbye; cuts the line where the other side has not answered within a second. */
  close(): void
  terminate(): void
  /** Retired or gone. */
  readonly retired: AbortSignal
  /** Aborted with the close code. */
  readonly gone: AbortSignal
}

export interface Dial {
  readonly clientId: string
  readonly clientSecret: string
  /** Answers with the URL of one connection, ticket included. */
  readonly askUrl: (signal: AbortSignal) => Promise<string>
  readonly onFrame: (raw: string, connection: Connection) => void
  readonly clock: Clock
}

const gatewayTimeoutMs = 10_000
const handshakeTimeoutMs = 10_000
const farewellTimeoutMs = 1_000
/** After decompression. DingTalk documents no limit; what is above that is nothing that people could have written. */
const maxFrameBytes = 16 * 1024 * 1024

/**
 * Opens one connection with the official SDK, whose own reconnecting, routing and printing stay unused: 2.1.5 crashes
 * on a bad frame, storms when reconnecting, sends acks to the newest socket. Rejects where no connection came to be,
 * with nothing left open; aborting `signal` ends the attempt, but not a connection that is open.
 */
export async function openConnection(dial: Dial, signal: AbortSignal): Promise<Connection> {
  const { clock, onFrame } = dial
  const gateway = { clock, timeoutMs: gatewayTimeoutMs, outer: signal, what: 'the gateway' }
  const handshake = { clock, timeoutMs: handshakeTimeoutMs, outer: signal, what: 'the handshake' }
  const client = new Client(dial, () => within(gateway, dial.askUrl))
  await client.getEndpoint()
  return within(handshake, async limit => {
    const open = client._connect()
    const connection = connectionOf(client.webSocket(), clock)
    client.take = raw => onFrame(raw, connection)
    limit.addEventListener('abort', connection.terminate)
    await open.finally(() => limit.removeEventListener('abort', connection.terminate))
    return connection
  })
}

class Client extends DWClient {
  take: (raw: string) => void = () => {}
  readonly #askUrl: () => Promise<string>

  constructor({ clientId, clientSecret }: Dial, askUrl: () => Promise<string>) {
    // The SDK's default subscriptions are one array for all its clients, and its default is to reconnect by itself.
    const quiet = { debug: false, keepAlive: false, autoReconnect: false, subscriptions: [] }
    super({ clientId, clientSecret, ...quiet })
    // What the SDK hands on to the socket, whose own limit is 100 MB a frame.
    // biome-ignore lint/complexity/useLiteralKeys: the SDK declares it private
    Object.assign(this['sslopts'], { maxPayload: maxFrameBytes })
    this.#askUrl = askUrl
  }

  override async getEndpoint(): Promise<this> {
    // biome-ignore lint/complexity/useLiteralKeys: the SDK declares it private
    this['dw_url'] = await this.#askUrl()
    return this
  }

  /** The SDK prints when it opens and when it fails: its two printing listeners leave before either can happen. */
  override async _connect(): Promise<void> {
    void super._connect()
    const socket = this.webSocket()
    socket.removeAllListeners('open').removeAllListeners('error')
    socket.on('error', () => socket.terminate())
    await once(socket, 'open')
  }

  override onDownStream(data: string): void {
    this.take(String(data))
  }

  /** There from _connect() on. */
  webSocket(): WebSocket {
    // biome-ignore lint/complexity/useLiteralKeys: the SDK declares it private
    return this['socket']
  }
}

function connectionOf(socket: WebSocket, clock: Clock): Connection {
  const retired = new AbortController()
  const gone = new AbortController()
  let unanswered = 0
  let used = false
  for (const sign of ['message', 'pong']) {
    socket.on(sign, () => {
      unanswered = 0
    })
  }
  socket.once('close', (code: number) => {
    gone.abort(code)
    retired.abort()
  })
  const isOpen = () => socket.readyState === socket.OPEN
  const terminate = () => socket.terminate()
  return {
    isOpen,
    terminate,
    retired: retired.signal,
    gone: gone.signal,
    retire: () => retired.abort(),
    unanswered: () => unanswered,
    wasUsed: () => used,
    use() {
      used = true
    },
    send(text) {
      if (!isOpen()) return false
      socket.send(text)
      return true
    },
    ping() {
      unanswered += 1
      if (isOpen()) socket.ping()
    },
    close() {
      if (gone.signal.aborted) return
      socket.close(1000)
      void clock.sleep(farewellTimeoutMs, gone.signal).then(terminate)
    },
  }
}
