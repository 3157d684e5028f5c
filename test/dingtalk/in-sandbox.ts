import { afterEach } from '@jest/globals'
import type { Clock } from '../../src/core/ports.ts'
import { createApps } from '../../src/dingtalk/directory/apps.ts'
import { createDirectory } from '../../src/dingtalk/directory/directory.ts'
import { createOpenApi } from '../../src/dingtalk/openapi/client.ts'
import { createHosts } from '../../src/dingtalk/openapi/hosts.ts'
import { createTransport } from '../../src/dingtalk/openapi/http.ts'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { recordingLog } from './scripted.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Real time, but sleeping is only remembered. */
function sleepless() {
  const slept: number[] = []
  const clock: Clock = {
    now: () => new Date(),
    async sleep(ms) {
      slept.push(ms)
    },
  }
  return { clock, slept }
}

/** Our client against a sandbox of its own, over real sockets. `wire()` is what was called, without the token's call. */
export async function inSandbox({ qps = 60, allowed = 60, timeoutMs = 5000 } = {}) {
  const sandbox = await createSandbox({ qps: allowed })
  const hosts = createHosts({ api: sandbox.url, oapi: sandbox.url, overridden: true })
  const transport = createTransport({ hosts, timeoutMs })
  closing.push(async () => {
    await transport.close()
    await sandbox.close()
  })
  const { clock, slept } = sleepless()
  const { log, lines } = recordingLog()
  const { environment } = sandbox
  const openapi = createOpenApi({
    transport,
    clientId: environment.DINGTALK_CLIENT_ID,
    clientSecret: environment.DINGTALK_CLIENT_SECRET,
    qps,
    clock,
    log,
    metrics: { apiCall: () => undefined },
  })
  const directory = createDirectory({
    openapi,
    corpId: environment.DINGTALK_CORP_ID,
    rbacAgentId: environment.DINGTALK_RBAC_AGENT_ID,
  })
  const { live } = directory
  const writers = directory.writers(async () => undefined)
  const wire = () =>
    sandbox.calls
      .filter(({ path }) => path !== '/v1.0/oauth2/accessToken')
      .map(({ method, path, token, body }) => ({ method, path, token, body }))
  return { sandbox, openapi, live, writers, apps: createApps(openapi), wire, slept, lines }
}

/** A call of the old family as it must stand on the wire. */
export const post = (path: string, body: unknown) => ({
  method: 'POST',
  path,
  token: 'query',
  body,
})
