import express, { type Express, type Request, type Response } from 'express'
import type { Incoming, Outgoing } from './answerer.ts'

const flat = (query: Request['query']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  )

const send = (response: Response, out: Outgoing) => {
  if (!out) response.socket?.destroy()
  else if (out.type === 'html') response.status(out.status).type('html').send(out.body)
  else response.status(out.status).json(out.body)
}

/** Both API families on one port: every path that nobody mounted before is a call of DingTalk's. */
export function mountApis(
  app: Express,
  answer: (incoming: Incoming, isWaitedFor: () => boolean) => Promise<Outgoing>,
) {
  app.use(express.text({ type: () => true, limit: '20mb' }), async (request, response) => {
    const token = request.headers['x-acs-dingtalk-access-token']
    const text: unknown = request.body
    const incoming = {
      method: request.method,
      path: request.path,
      query: flat(request.query),
      contentType: request.headers['content-type'] ?? '',
      tokenHeader: typeof token === 'string' ? token : undefined,
      text: typeof text === 'string' ? text : '',
    }
    const out = await answer(incoming, () => !response.closed)
    send(response, out)
  })
}
