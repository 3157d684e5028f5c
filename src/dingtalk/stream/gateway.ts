import { networkInterfaces } from 'node:os'
import { z } from 'zod'
import { decode, topics } from '../frames/envelope.ts'
import { exchange } from '../openapi/http.ts'

/** The gateway refused the credentials themselves: asking again soon cannot help. */
export class CredentialsRefusedError extends Error {
  override readonly name = 'CredentialsRefusedError'
}

export interface Gateway {
  readonly apiUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly version: string
  readonly allowsEndpoint: (wsUrl: string) => boolean
}

const opened = z.object({ endpoint: z.string().min(1), ticket: z.string().min(1) })
const refusal = z.object({ code: z.string().regex(/^[\w.-]{1,64}$/) })

/** An endpoint and a ticket are a few hundred bytes. */
const maxBytes = 64 * 1024

const subscriptions = [
  { type: 'EVENT', topic: '*' },
  { type: 'CALLBACK', topic: topics.message },
  { type: 'CALLBACK', topic: topics.press },
]

/**
 * Asks for an endpoint and a ticket (POST /v1.0/gateway/connections/open,
 * https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description) and answers with the URL for one
 * WebSocket connection: a ticket lasts 90 s and is good for one. `signal` limits the whole call. Throws
 * CredentialsRefusedError on 401, Error otherwise; no message holds the secret, the ticket or the body.
 */
export async function askGateway(gateway: Gateway, signal: AbortSignal): Promise<string> {
  const { clientId, clientSecret, version } = gateway
  const outgoing = {
    url: `${gateway.apiUrl}/v1.0/gateway/connections/open`,
    method: 'POST',
    // Without Accept the gateway may answer XML.
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      clientId,
      clientSecret,
      subscriptions,
      ua: `rolekeeper-sdk-nodejs/${version}`,
      localIp: localIp(),
    }),
  } as const
  // One call now and then: it has a connection of its own, because one kept for the next would only outlive stop().
  const { status, text } = await exchange(outgoing, { signal, maxBytes })
  const answer = decode(text)
  if (status === 200) return connectionUrl(gateway, answer)
  const code = refusal.safeParse(answer).data?.code ?? 'no code'
  const said = `the gateway answered ${status} (${code})`
  throw status === 401 ? new CredentialsRefusedError(said) : new Error(said)
}

function connectionUrl({ apiUrl, allowsEndpoint }: Gateway, answer: unknown): string {
  const { data } = opened.safeParse(answer)
  if (data === undefined) throw new Error('the gateway answered without endpoint and ticket')
  const { endpoint, ticket } = data
  // ws puts the whole URL, ticket included, into its error on a bad one: it never gets to see one.
  if (!isSocketUrl(endpoint, apiUrl)) throw new Error('the gateway named an unusable endpoint')
  if (!allowsEndpoint(endpoint)) throw new Error('the gateway named a host that is not allowed')
  return `${endpoint}${endpoint.includes('?') ? '&' : '?'}ticket=${encodeURIComponent(ticket)}`
}

/** Unencrypted only where the gateway itself was (a sandbox): the ticket is a credential. */
function isSocketUrl(endpoint: string, apiUrl: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hash } = new URL(endpoint)
  return hash === '' && (protocol === 'wss:' || (protocol === 'ws:' && apiUrl.startsWith('http:')))
}

/** For DingTalk's own diagnosis. */
function localIp(): string {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const outward = addresses.filter(({ internal, family }) => !internal && family === 'IPv4')
  return outward.map(({ address }) => address).join(',')
}
