import { createServer, type RequestListener, type Server } from 'node:http'
import { corpId } from './company/seed.ts'
import { credentials } from './credentials.ts'

const host = '127.0.0.1'

/** The port that a sandbox listens on, taken before the sandbox starts. */
export interface Address {
  readonly server: Server
  /** Begins to answer; also those who asked when nothing was there yet, such as a page that waits for it to come back. */
  answer(listener: RequestListener): void
  readonly url: string
  /** The settings of a robot for this sandbox. */
  readonly environment: ReturnType<typeof environmentAt>
}

/** Listens on a port of this machine; 0 takes a free one. Rejects where the port is taken. */
export async function takeAddress(port: number): Promise<Address> {
  const early: Parameters<RequestListener>[] = []
  const wait: RequestListener = (...asked) => void early.push(asked)
  const server = createServer(wait)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const url = `http://${host}:${typeof address === 'object' && address ? address.port : port}`
  const answer = (listener: RequestListener) => {
    server.off('request', wait).on('request', listener)
    for (const asked of early.splice(0)) listener(...asked)
  }
  return { server, url, environment: environmentAt(url), answer }
}

/** Where the page is, unless something else is there already. */
const usualPort = 4780
export const takeUsualAddress = () => takeAddress(usualPort).catch(() => takeAddress(0))

const environmentAt = (url: string) => ({
  DINGTALK_CLIENT_ID: credentials.clientId,
  DINGTALK_CLIENT_SECRET: credentials.clientSecret,
  DINGTALK_CORP_ID: corpId,
  DINGTALK_API_URL: url,
  DINGTALK_OAPI_URL: url,
  DINGTALK_RBAC_AGENT_ID: credentials.rbacAgentId,
})
