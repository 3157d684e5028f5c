import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { eventually } from '../../support/eventually.ts'

interface Ack {
  readonly code: number
  readonly message: string
  readonly headers: Record<string, string>
  readonly data: string
}

export interface Line {
  readonly acks: Ack[]
  readonly socket: WebSocket
  push(frame: unknown): void
  /** Everything sent so far has been seen on the other side. */
  roundTrip(): Promise<unknown>
  isOpen(): boolean
}

type Answer = (response: ServerResponse, open: () => void) => void

export const ticket = 'a+b/c=&d e%ä'

/** A gateway and its WebSockets, as bare as the wire: each test says what they do. */
export async function createWire({ autoPong = true, compressed = false } = {}) {
  const calls: { body: string; headers: IncomingMessage['headers'] }[] = []
  const upgrades: string[] = []
  const lines: Line[] = []
  const sockets = new Set<Socket>()
  const server = createServer()
  const webSockets = new WebSocketServer({
    noServer: true,
    autoPong,
    perMessageDeflate: compressed,
  })
  let answer: Answer = (_response, open) => open()
  let upgrade: (accept: () => void, socket: Socket) => void = accept => accept()

  server.on('connection', socket => {
    sockets.add(socket)
    // An HTTP server's sockets stay half open otherwise, and nobody would see that the other side has gone.
    socket.once('end', () => socket.end())
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    calls.push({ body: Buffer.concat(chunks).toString(), headers: request.headers })
    answer(response, () =>
      response.end(JSON.stringify({ endpoint: `ws://127.0.0.1:${port}/connect`, ticket })),
    )
  })
  server.on('upgrade', (request, socket: Socket, head) => {
    upgrades.push(request.url ?? '')
    upgrade(() => {
      webSockets.handleUpgrade(request, socket, head, webSocket => lines.push(lineOf(webSocket)))
    }, socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    upgrades,
    lines,
    sockets,
    /** How the gateway answers from now on. */
    gateway(next: Answer) {
      answer = next
    },
    /** What becomes of a handshake from now on. */
    handshake(next: typeof upgrade) {
      upgrade = next
    },
    async line(index: number): Promise<Line> {
      await eventually(() => lines.length > index)
      const line = lines[index]
      if (line === undefined) throw new Error('unreachable')
      return line
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function lineOf(socket: WebSocket): Line {
  const acks: Ack[] = []
  socket.on('message', data => acks.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  return {
    acks,
    socket,
    push: frame => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    roundTrip() {
      socket.ping()
      return once(socket, 'pong')
    },
    isOpen: () => socket.readyState === socket.OPEN,
  }
}
