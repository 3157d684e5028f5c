const hidden = '[redacted]'
const secretKey = /token|secret|webhook|ticket|authorization|session|password|cookie/i
/** Query parameters of DingTalk's URLs that are credentials: oapi's access_token, the gateway's ticket, a webhook's session. */
const secretParam = /([?&][\w-]*(?:token|ticket|session|secret|password)[\w-]*=)[^&#\s"'\\]+/gi
const bearer = /(bearer\s+)[\w.~+/=-]+/gi
/** The password of a database URL, which drivers like to repeat in their errors. */
const userinfo = /(\w:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g

const mostLevels = 6
const mostCharacters = 8_000

/**
 * Takes anything that is to be logged and gives plain data without credentials: the given secrets are replaced wherever they
 * occur (also percent-encoded), as are the values of keys and query parameters that name one. Never throws for a cycle.
 */
export function createRedactor(secrets: readonly string[]) {
  const known = secrets
    .filter(secret => secret !== '')
    .flatMap(secret => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length)

  function text(said: string): string {
    const open = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), said)
    const clean = open
      .replace(secretParam, `$1${hidden}`)
      .replace(bearer, `$1${hidden}`)
      .replace(userinfo, `$1${hidden}`)
    return clean.length > mostCharacters
      ? `${clean.slice(0, mostCharacters)}… (${clean.length})`
      : clean
  }

  function failure(error: Error, above: readonly unknown[]) {
    return {
      name: error.name,
      message: text(error.message),
      ...('code' in error && { code: plain(error.code, above) }),
      ...('requestId' in error && { requestId: plain(error.requestId, above) }),
      ...(error.stack !== undefined && { stack: text(error.stack) }),
      ...(error.cause !== undefined && { cause: plain(error.cause, above) }),
    }
  }

  const field = (key: string, value: unknown, above: readonly unknown[]) =>
    secretKey.test(key) && (typeof value === 'string' || typeof value === 'object')
      ? [text(key), hidden]
      : [text(key), plain(value, above)]

  function plain(value: unknown, above: readonly unknown[]): unknown {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'bigint') return text(String(value))
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
    if (value instanceof URL) return text(value.href)
    if (above.includes(value)) return '[circular]'
    if (above.length >= mostLevels) return '[deep]'
    const path = [...above, value]
    if (value instanceof Error) return failure(value, path)
    if (Array.isArray(value)) return value.map(one => plain(one, path))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => field(key, one, path)))
  }

  return (value: unknown): unknown => plain(value, [])
}
