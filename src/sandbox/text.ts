/** JSON where it is JSON, the text itself where it is not. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const secrets = new Set([
  'access_token',
  'accessToken',
  'appsecret',
  'appSecret',
  'clientSecret',
  'client_secret',
  'ticket',
  'session',
  'sessionWebhook',
])

/** A copy without tokens, secrets and tickets, for the wire log. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secrets.has(key) ? '***' : redacted(inner)]),
  )
}

/** The same for a query. */
export const redactedQuery = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, secrets.has(key) ? '***' : value]),
  )
