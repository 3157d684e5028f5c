const regions = [
  'https://api.dingtalk.com',
  'https://oapi.dingtalk.com',
  'https://api.dingtalk.io',
  'https://oapi.dingtalk.io',
] as const

export interface Hosts {
  readonly api: string
  readonly oapi: string
  /**
   * Whether a URL that came from outside (a session webhook) may be called: same origin, never a look-alike. A host that
   * replaces DingTalk's may name itself by another port, or by another name of this machine.
   */
  allows(url: string): boolean
  /** Whether the WebSocket that the gateway names may be opened: DingTalk hands out several hosts of its own domains. */
  allowsSocket(url: string): boolean
}

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]']
const sameHost = (a: string, b: string) => a === b || (loopback.includes(a) && loopback.includes(b))

/**
 * The only places that are ever called. `api` and `oapi` are base URLs without a slash at the end; `overridden` says that
 * they replace DingTalk's own, whose session webhooks are then refused (openapi.md 7).
 */
export function createHosts({
  api,
  oapi,
  overridden,
}: {
  api: string
  oapi: string
  overridden: boolean
}): Hosts {
  const configured = [api, oapi].map(base => new URL(base).origin)
  const origins: ReadonlySet<string> = new Set(
    overridden ? configured : [...configured, ...regions],
  )
  const replacing = configured
    .filter(origin => overridden && !regions.some(region => region === origin))
    .map(origin => new URL(origin))
  return {
    api,
    oapi,
    allowsSocket(url) {
      if (!URL.canParse(url)) return false
      const { hostname } = new URL(url)
      return (
        /\.dingtalk\.(com|io)$/u.test(hostname) ||
        replacing.some(base => sameHost(base.hostname, hostname))
      )
    },
    allows(url) {
      if (!URL.canParse(url)) return false
      const { origin, protocol, hostname, username, password } = new URL(url)
      if (username !== '' || password !== '') return false
      // Unencrypted only where the configured host itself is: a webhook is a credential.
      return (
        origins.has(origin) ||
        replacing.some(base => base.protocol === protocol && sameHost(base.hostname, hostname))
      )
    },
  }
}
