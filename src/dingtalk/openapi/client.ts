import { z } from 'zod'
import { DingTalkRefusedError, DingTalkUnreachableError } from '../../core/errors.ts'
import type { Clock, Log, Metrics } from '../../core/ports.ts'
import type { Endpoint, Input, OpenApi } from './endpoint.ts'
import { reasonOf } from './error-codes.ts'
import type { Transport } from './http.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRedact } from './redact.ts'
import { missingScopes, type RefusedResponse, readResponse } from './response.ts'
import { createRetryWaits } from './retry.ts'
import { createToken } from './token.ts'

/**
 * openapi.md 1.1: calling again within its two hours gives the same token and renews it, so it may be repeated. Where the
 * answer does not say how long they are, they are two: a token that ends earlier is refused, and fetched anew.
 */
const accessToken = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/oauth2/accessToken',
  metered: false,
  repeat: 'read',
  answer: z.object({
    accessToken: z.string().min(1),
    expireIn: z.coerce.number().positive().catch(7200),
  }),
} as const satisfies Endpoint

/**
 * DingTalk's OpenAPI behind one `call()`: token, limits for each API (`qps` calls a second, three in flight), retries, and
 * two errors, DingTalkRefusedError and DingTalkUnreachableError, which carry no token, secret or body (openapi.md 0, 1 and 6).
 */
export function createOpenApi({
  transport,
  clientId,
  clientSecret,
  qps,
  clock,
  log,
  metrics,
}: {
  transport: Pick<Transport, 'call'>
  clientId: string
  clientSecret: string
  qps: number
  clock: Clock
  log: Log
  metrics: Pick<Metrics, 'apiCall'>
}): OpenApi & { authenticate(): Promise<void> } {
  const redact = createRedact(clientSecret)
  const rateLimit = createRateLimit({ qps, clock, log })
  const token = createToken({ clock, fetch: fetchToken })

  async function fetchToken() {
    const body = { appKey: clientId, appSecret: clientSecret }
    const fetched = read(accessToken, await exchange(accessToken, { body }))
    redact.learn(fetched.accessToken)
    return fetched
  }

  async function once(api: Endpoint, input: Input, token?: string): Promise<unknown> {
    const answer = readResponse(api.family, await transport.call(api, input, token))
    switch (answer.kind) {
      case 'ok':
        return answer.body
      case 'refused':
        throw refused(api, answer)
      case 'banned':
        throw rateLimit.ban(api.path)
      case 'unreadable':
        throw new DingTalkUnreachableError(api.path, new Error('unreadable'))
    }
  }

  function refused(
    api: Endpoint,
    { code, status, message, requestId, requiredScopes }: RefusedResponse,
  ) {
    const missing = missingScopes(message)
    return new DingTalkRefusedError({
      api: api.path,
      code: redact.hide(code),
      reason: reasonOf(code, status),
      message: redact.hide(message),
      requestId,
      scopes: requiredScopes.length > 0 ? requiredScopes : missing.scopes,
      applyLink: missing.applyLink,
    })
  }

  async function counted(api: Endpoint, input: Input, token?: string): Promise<unknown> {
    try {
      const body = await once(api, input, token)
      metrics.apiCall(api.path, 'ok', api.metered)
      return body
    } catch (error) {
      if (error instanceof DingTalkRefusedError) {
        const { code, reason, requestId } = error
        metrics.apiCall(api.path, reason, api.metered)
        log.warn('openapi.no', { api: api.path, code, reason, requestId, text: error.message })
      } else if (error instanceof DingTalkUnreachableError) {
        metrics.apiCall(api.path, 'no answer', api.metered)
        log.warn('openapi.no-answer', { api: api.path, cause: String(error.cause) })
      }
      throw error
    }
  }

  async function exchange(api: Endpoint, input: Input, token?: string): Promise<unknown> {
    const place = await rateLimit.enter(api.path)
    let waitBeforeRetry: ReturnType<typeof createRetryWaits> | undefined
    try {
      for (;;) {
        try {
          await input.before?.()
          return await counted(api, input, token)
        } catch (error) {
          waitBeforeRetry ??= createRetryWaits(api.repeat)
          const waitMs = waitBeforeRetry(error)
          if (waitMs === undefined) throw error
          await clock.sleep(waitMs)
        }
        await place.turn()
      }
    } finally {
      place.leave()
    }
  }

  /** DingTalk accepted the call, so a body that is not what the document says leaves a write's outcome unknown. */
  function read<Output>(api: Endpoint<Output>, body: unknown): Output {
    const result = api.answer.safeParse(body)
    if (result.success) return result.data
    const wrong = z.prettifyError(result.error)
    log.error('openapi.unreadable', { api: api.path, wrong })
    throw new DingTalkUnreachableError(api.path, new Error(wrong))
  }

  return {
    /** Gets a token, if there is none yet: for whoever wants to know whether the credentials are good. */
    async authenticate() {
      await token.get()
    },
    async call(api, input = {}) {
      const first = await token.get()
      try {
        return read(api, await exchange(api, input, first))
      } catch (error) {
        if (!(error instanceof DingTalkRefusedError) || error.reason !== 'token') throw error
        token.invalidate(first)
        return read(api, await exchange(api, input, await token.get()))
      }
    },
  }
}
