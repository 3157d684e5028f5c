import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import express, { type ErrorRequestHandler } from 'express'
import { createReadiness, type Health } from './readiness.ts'

/**
 * Serves GET /healthz (the process lives), /readyz (messages can be taken) and /metrics to whoever reaches it: there is no
 * password, so that `host` decides who that is. Resolves once it listens on `host` and `port` (0 takes a free one); rejects
 * where the port is taken, or the host is none of this machine.
 */
export async function createHttpServer({
  host,
  port,
  health,
  metrics,
}: {
  host: string
  port: number
  health: Health
  metrics: { text(): Promise<{ contentType: string; body: string }> }
}) {
  const missing = createReadiness(health)
  const app = express()
  app.disable('x-powered-by')

  app.get('/healthz', (_request, response) => {
    response.json({ alive: true })
  })

  app.get('/readyz', async (_request, response) => {
    const lacking = await missing()
    response
      .status(lacking.length === 0 ? 200 : 503)
      .json({ ready: lacking.length === 0, missing: lacking })
  })

  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics.text()
    response.set('content-type', contentType).send(body)
  })

  app.use((_request, response) => {
    response.status(404).json({ error: 'not found' })
  })
  app.use(failed)

  const server = createServer(app)
  server.listen(port, host)
  await once(server, 'listening')
  const bound = server.address()

  return {
    url: typeof bound === 'object' && bound !== null ? urlOf(bound) : `http://${host}:${port}`,
    /** Resolves when the port is free; probes still being answered are cut off, since nobody's work hangs on them. */
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Where this machine reaches it: what means all addresses is no address itself. */
function urlOf({ address, port }: AddressInfo): string {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`
}

// Express knows an error handler by its four parameters.
const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  const { status }: { status?: unknown } = Object(error)
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500
  response.status(isTheirs ? status : 500).json({ error: isTheirs ? 'bad request' : 'failed' })
}
