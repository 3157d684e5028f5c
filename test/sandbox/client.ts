import { WebSocket } from 'ws'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

const json = z.record(z.string(), z.unknown())
const topics = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
  { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
]
const opened = z.object({ endpoint: z.string(), ticket: z.string() })
const wireFrame = z.object({
  type: z.string(),
  headers: z.record(z.string(), z.string()),
  data: z.string(),
})
export type WireFrame = z.output<typeof wireFrame>

/** A client with nothing of the robot in it: plain fetch and ws. */
export function createClient(sandbox: Sandbox) {
  const { url, environment } = sandbox
  const clientId = environment.DINGTALK_CLIENT_ID
  const clientSecret = environment.DINGTALK_CLIENT_SECRET

  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(url + path, init)
    return { status: answer.status, body: json.parse(await answer.json()) }
  }
  const post = (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    method = 'POST',
  ) =>
    call(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const token = async () => {
    const { body } = await post('/v1.0/oauth2/accessToken', {
      appKey: clientId,
      appSecret: clientSecret,
    })
    return z.string().parse(body.accessToken)
  }
  const open = async (subscriptions: unknown = topics) => {
    const { body } = await post('/v1.0/gateway/connections/open', {
      clientId,
      clientSecret,
      subscriptions,
    })
    return opened.parse(body)
  }

  return {
    clientId,
    clientSecret,
    call,
    post,
    token,
    open,
    /** A call of the old family with a valid token; only the body matters, the status is always 200. */
    async oapi(path: string, body: unknown = {}) {
      return (await post(`${path}?access_token=${await token()}`, body)).body
    },
    /** A call of the new family with a valid token. */
    async api(path: string, body: unknown, method = 'POST') {
      return post(path, body, { 'x-acs-dingtalk-access-token': await token() }, method)
    },
    /** Connects, and acknowledges every frame with what `answer` says; undefined leaves it without an ack. */
    async connect(
      answer: (frame: WireFrame) => unknown = () => ({ response: null }),
      subscriptions?: unknown,
    ) {
      const { endpoint, ticket } = await open(subscriptions)
      const socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
      const frames: WireFrame[] = []
      const notices: WireFrame[] = []
      socket.on('message', raw => {
        const frame = wireFrame.parse(JSON.parse(raw.toString()))
        const isNotice = frame.type === 'SYSTEM'
        ;(isNotice ? notices : frames).push(frame)
        const data = !isNotice || frame.headers.topic === 'ping' ? answer(frame) : undefined
        if (data === undefined) return
        const headers = { messageId: frame.headers.messageId, contentType: 'application/json' }
        socket.send(
          JSON.stringify({ code: 200, message: 'OK', headers, data: JSON.stringify(data) }),
        )
      })
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      return {
        socket,
        frames,
        /** SYSTEM frames: what the gateway says of the connection itself. Of them only a ping is acknowledged. */
        notices,
        data: (index: number) => json.parse(JSON.parse(frames.at(index)?.data ?? '{}')),
      }
    },
  }
}
