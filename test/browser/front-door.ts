import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach } from '@jest/globals'
import { z } from 'zod'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/**
 * An address that stays where sandboxes come and go: a port that one of them has left may be anybody's a moment later.
 * Nobody answers until `leadTo` names one, nor once it names none.
 */
export async function openFrontDoor() {
  const sockets = new Set<Socket>()
  let target: string | undefined
  const server = createServer(visitor => {
    if (target === undefined) return void visitor.destroy()
    const host = connect(Number(new URL(target).port), '127.0.0.1')
    for (const [one, other] of [
      [visitor, host],
      [host, visitor],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const leadTo = (url?: string) => {
    target = url
    for (const socket of sockets) socket.destroy()
  }
  open.push(() => {
    server.close()
    leadTo()
  })
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return { url: `http://127.0.0.1:${port}`, leadTo }
}
