import type { z } from 'zod'
import { requestUuid } from '../ids.ts'
import type { Quota } from '../wire.ts'

export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT'
  /** The permission point; undefined where the call needs no token. */
  scope?: string
  metered?: Quota
  run(body: unknown): unknown
}

export type ApiRoutes = Record<string, ApiRoute>

/** The new family's "no": an HTTP status and a code in words. */
export class ApiNo extends Error {
  readonly status: number
  readonly code: string
  readonly more: Record<string, unknown>
  constructor(status: number, code: string, message = code, more: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiNo'
    this.status = status
    this.code = code
    this.more = more
  }
}

export const apiNoBody = (no: ApiNo) => ({
  requestid: requestUuid(),
  code: no.code,
  message: no.message,
  ...no.more,
})

/** The value after its schema, or HTTP 400 with the code. */
export function need<S extends z.ZodType>(schema: S, value: unknown, code: string): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw new ApiNo(400, code)
  return result.data
}

export function missingScopes(scopes: readonly string[]) {
  return new ApiNo(
    403,
    'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    `应用尚未开通所需的权限：[${scopes.join(', ')}]`,
    { accessdenieddetail: { requiredScopes: scopes } },
  )
}
