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

/** A refusal of the new family: an HTTP status and a code in words. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly more: Record<string, unknown>
  constructor(status: number, code: string, message = code, more: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.more = more
  }
}

export const errorBody = (error: ApiError) => ({
  requestid: requestUuid(),
  code: error.code,
  message: error.message,
  ...error.more,
})

/** The value after its schema, or HTTP 400 with the code. */
export function need<S extends z.ZodType>(schema: S, value: unknown, code: string): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw new ApiError(400, code)
  return result.data
}

export function missingScopes(scopes: readonly string[]) {
  return new ApiError(
    403,
    'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    `应用尚未开通所需的权限：[${scopes.join(', ')}]`,
    { accessdenieddetail: { requiredScopes: scopes } },
  )
}
