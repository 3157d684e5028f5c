import type { Clock, Log, Metrics } from '../core/ports.ts'
import { createSessionWebhooks } from './chat/session-webhooks.ts'
import { createCachedDirectory } from './directory/cached-directory.ts'
import { createDirectory } from './directory/directory.ts'
import { createOpenApi } from './openapi/client.ts'
import { createHosts } from './openapi/hosts.ts'
import { createTransport } from './openapi/http.ts'

/** The longest that one call lasts, from connecting to the last byte. */
const callMs = 10_000

export interface App {
  readonly api: string
  readonly oapi: string
  readonly overridden: boolean
  readonly clientId: string
  readonly clientSecret: string
  readonly corpId: string
  readonly rbacAgentId: string | undefined
  readonly qps: number
}

/** DingTalk as one app of one corp sees it: the calls, the directory (live and remembered), its writers, the session webhooks. */
export function createDingTalk(
  app: App,
  { clock, log, metrics }: { clock: Clock; log: Log; metrics: Pick<Metrics, 'apiCall'> },
) {
  const hosts = createHosts(app)
  const transport = createTransport({ hosts, timeoutMs: callMs })
  const openapi = createOpenApi({ ...app, transport, clock, log, metrics })
  const { live, writers } = createDirectory({ ...app, openapi })
  return {
    hosts,
    openapi,
    live,
    writers,
    callMs,
    directory: createCachedDirectory({ live, clock }),
    webhooks: createSessionWebhooks({ allows: hosts.allows, transport, clock, log, metrics }),
    close: transport.close,
  }
}
