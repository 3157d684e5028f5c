import type { Clock, Log, LogFields } from '../../src/core/ports.ts'
import { createOpenApi } from '../../src/dingtalk/openapi/client.ts'
import { createHosts } from '../../src/dingtalk/openapi/hosts.ts'
import type { Outgoing } from '../../src/dingtalk/openapi/http.ts'
import { outgoing, type Reply } from '../../src/dingtalk/openapi/http.ts'

/** A clock that stands still, except that sleeping moves it, and remembers who slept how long. */
export function stillClock() {
  let now = Date.parse('2026-03-02T08:00:00Z')
  const slept: number[] = []
  const clock: Clock = {
    now: () => new Date(now),
    async sleep(ms) {
      slept.push(ms)
      now += ms
    },
  }
  const advance = (ms: number) => {
    now += ms
  }
  return { clock, slept, advance }
}

export function recordingLog() {
  const lines: { event: string; fields: LogFields | undefined }[] = []
  const note = (event: string, fields?: LogFields) => void lines.push({ event, fields })
  const log: Log = { info: note, warn: note, error: note }
  return { log, lines }
}

export const json = (body: unknown, status = 200): Reply => ({ status, text: JSON.stringify(body) })

/** The API client over answers written in advance: each call but that for the token takes the next one. */
export function scripted(
  script: readonly (Reply | Error)[],
  {
    tokens = ['token-1', 'token-2', 'token-3'],
    expireIn = 7200,
  }: { tokens?: readonly string[]; expireIn?: unknown } = {},
) {
  const sent: Outgoing[] = []
  const counted: string[] = []
  const rest = [...script]
  const left = [...tokens]
  let asked = 0
  const { clock, slept, advance } = stillClock()
  const { log, lines } = recordingLog()
  const hosts = createHosts({
    api: 'https://api.dingtalk.com',
    oapi: 'https://oapi.dingtalk.com',
    overridden: false,
  })
  const openapi = createOpenApi({
    transport: {
      async call(api, input, token) {
        if (api.path === '/v1.0/oauth2/accessToken') {
          asked += 1
          return json({ accessToken: left.shift(), expireIn })
        }
        sent.push(outgoing(hosts, api, input, token))
        const next = rest.shift() ?? new Error('the script has ended')
        if (next instanceof Error) throw next
        return next
      },
    },
    clientId: 'ding-client',
    clientSecret: 's3cr3t-of-the-app',
    qps: 60,
    clock,
    log,
    metrics: {
      apiCall: (path, result, metered) => void counted.push(`${path} ${result} ${metered}`),
    },
  })
  return { openapi, sent, counted, slept, lines, advance, tokensAsked: () => asked }
}
