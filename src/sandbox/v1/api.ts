import type { Incoming, Noted, Outgoing } from '../api/answerer.ts'
import { saysLacking } from '../api/lacking-paths.ts'
import type { Rate } from '../api/rate.ts'
import type { Tokens } from '../api/tokens.ts'
import type { Faults } from '../faults.ts'
import { parsed } from '../parsed.ts'
import { withoutNulls } from '../without-nulls.ts'
import { ApiError, type ApiRoute, type ApiRoutes, errorBody, missingScopes } from './route.ts'

/** The new family: the token in a header, HTTP 400/403/500 with `code` and `message`. */
export function createApi(deps: { routes: ApiRoutes; tokens: Tokens; rate: Rate; faults: Faults }) {
  const { routes, tokens, rate, faults } = deps

  const gate = (path: string, route: ApiRoute, scope: string, token: string | undefined) => {
    if (faults.strike('invalid-token', path)) tokens.invalidate()
    if (!token)
      throw new ApiError(
        400,
        'AuthenticationFailed.MissingParameter',
        '缺少参数 x-acs-dingtalk-access-token',
      )
    if (!tokens.valid(token))
      throw new ApiError(400, 'InvalidAuthentication', '不合法的access_token')
    const missing = faults.strike('permission-missing', path)
    if (missing) throw missingScopes(missing.scopes ?? [scope])
    if (faults.strike('throttle', path) || !rate.admit(path))
      throw new ApiError(
        403,
        'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
        '请求总次数超过限制',
      )
    if (route.metered === 'calls' && faults.strike('quota', path))
      throw new ApiError(
        403,
        'Forbidden.AccessDenied.ApiCountLimitForOrg',
        '本月API调用量已超过上限',
      )
    if (faults.strike('busy', path)) throw new ApiError(500, 'system.busy', '系统繁忙')
  }

  return (incoming: Incoming, noted: Noted): Outgoing => {
    const { path, method, contentType, tokenHeader, text } = incoming
    const key = `${method} ${path}`
    const route = Object.hasOwn(routes, key) ? routes[key] : undefined
    if (!route) {
      const lacking = saysLacking(key)
      if (lacking)
        return {
          status: 501,
          body: errorBody(new ApiError(501, 'sandbox.notImplemented', lacking)),
        }
      // A wrong path of the new family answers HTTP 200 with an errcode (openapi.md 0.2).
      return { status: 200, body: { errcode: 404, errmsg: '请求的URI地址不存在' } }
    }
    noted.token = tokenHeader ? 'header' : 'none'
    const body = parsed(text)
    noted.body = body
    try {
      if (route.scope) gate(path, route, route.scope, tokenHeader)
      noted.metered = route.metered ?? false
      if (
        method !== 'GET' &&
        (!contentType.includes('json') || typeof body !== 'object' || body === null)
      )
        throw new ApiError(400, 'Missingbody', 'body is mandatory for this action')
      return { status: 200, body: route.run(withoutNulls(body)) }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return { status: error.status, body: errorBody(error) }
    }
  }
}
