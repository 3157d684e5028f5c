import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach } from '@jest/globals'
import { z } from 'zod'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** Stands between the robot and `target` and notes every answer's text: where tokens and tickets can be read. Resolves with its URL. */
export async function startWiretap(target: string, heard: string[]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { 'content-type': type, 'x-acs-dingtalk-access-token': token } = request.headers
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: {
        ...(type !== undefined && { 'content-type': type }),
        ...(typeof token === 'string' && { 'x-acs-dingtalk-access-token': token }),
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    const text = await answer.text()
    heard.push(text)
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return `http://127.0.0.1:${port}`
}
