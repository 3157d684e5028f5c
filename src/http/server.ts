import { once } from 'node:events'
import { createServer } from 'node:http'
import express, { type ErrorRequestHandler } from 'express'
import { createReadiness, type Health } from './readiness.ts'

/**
 * Serves GET /healthz (the process lives), /readyz (messages can be taken) and /metrics. Resolves once it listens on `port`
 * (0 takes a free one); rejects where the port is taken.
 */
export async function createHttpServer({
  port,
  health,
  metrics,
}: {
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
  server.listen(port)
  await once(server, 'listening')
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port

  return {
    url: `http://127.0.0.1:${bound}`,
    /** Resolves when the port is free; probes still being answered are cut off, since nobody's work hangs on them. */
    async close(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

// Express knows an error handler by its four parameters.
const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  const { status }: { status?: unknown } = Object(error)
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500
  response.status(isTheirs ? status : 500).json({ error: isTheirs ? 'bad request' : 'failed' })
}
