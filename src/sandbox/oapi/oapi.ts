import type { Incoming, Noted, Outgoing } from '../api/answerer.ts'
import { saysLacking } from '../api/lacking-paths.ts'
import type { Rate } from '../api/rate.ts'
import type { Tokens } from '../api/tokens.ts'
import type { Faults } from '../faults.ts'
import { requestId } from '../ids.ts'
import { parsed } from '../parsed.ts'
import { setFields } from '../without-nulls.ts'
import { OapiError, type OapiRoutes } from './route.ts'

const gatewayMessages = {
  '40000': 'access_token is blank',
  '40014': '不合法的access_token',
} as const satisfies Record<string, string>

/** errcode 88, a refusal by the gateway; the real reason is in `sub_code`, and for some paths only inside errmsg (openapi.md 0.2). */
function gatewayError(path: string, subCode: string, message: string) {
  // Calls without /topapi answer flat.
  if (path.startsWith('/role/')) return { errcode: Number(subCode), errmsg: message }
  const errmsg = `ding talk error[subcode=${subCode},submsg=${message}]`
  if (path === '/auth/scopes') return { errcode: 88, errmsg }
  return { errcode: 88, sub_code: subCode, sub_msg: message, errmsg, request_id: requestId() }
}

const badToken = (path: string, subCode: keyof typeof gatewayMessages) =>
  gatewayError(path, subCode, gatewayMessages[subCode])

const apiName = (path: string) =>
  `dingtalk.oapi.${path
    .replace(/^\/topapi\//, '')
    .replace(/^\//, '')
    .replaceAll('/', '.')}`

function unknownPath(path: string) {
  const sub_msg = `不合法ApiName，ApiName = ${apiName(path)}`
  return {
    errcode: 22,
    sub_msg,
    errmsg: `Invalid method[submsg=${sub_msg}]`,
    request_id: requestId(),
  }
}

function missingScopes(path: string, scopes: readonly string[], clientId: string) {
  const link = `https://open-dev.dingtalk.com/appscope/apply?content=${clientId}%23${scopes.join('%2C')}`
  const list = scopes.join(', ')
  return gatewayError(
    path,
    '60011',
    `应用尚未开通所需的权限：[${list}]，点击链接申请并开通即可：${link}, {requiredScopes=[${list}]}`,
  )
}

const tooFast = (path: string, qps: number) =>
  gatewayError(
    path,
    '90018',
    `您的服务器调用钉钉开放平台接口apiPath(${apiName(path)})请求总次数超过 ${qps} 次, 限制将在 1 秒后结束.`,
  )

const overQuota = (path: string) =>
  gatewayError(path, '90020', '您的企业本月API调用量已超过上限, 已使用 5000 次, 上限 5000 次')

const ok = (body: unknown): Outgoing => ({ status: 200, body })

/** Nothing, or the null that a client makes of nothing. */
const isEmpty = (text: string) => ['', 'null'].includes(text.trim())

function fieldsOf({ contentType, text }: Incoming): Record<string, unknown> | undefined {
  // In the form variant a nested object is one field whose value is its JSON text (openapi.md 0.1).
  if (contentType.includes('form-urlencoded'))
    return Object.fromEntries(
      [...new URLSearchParams(text)].map(([key, value]) => [
        key,
        /^[[{]/.test(value) ? parsed(value) : value,
      ]),
    )
  const body = isEmpty(text) ? {} : parsed(text)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined
}

/** The old family: HTTP 200 for everything, the token in the query (or form), errcode in the body. */
export function createOapi(deps: {
  routes: OapiRoutes
  tokens: Tokens
  rate: Rate
  faults: Faults
  clientId: string
  qps: number
}) {
  const { routes, tokens, rate, faults, clientId, qps } = deps

  const gate = (
    path: string,
    scope: string,
    token: string,
  ): Record<string, unknown> | undefined => {
    if (faults.strike('invalid-token', path)) tokens.invalidate()
    if (token === '') return badToken(path, '40000')
    if (!tokens.valid(token)) return badToken(path, '40014')
    const missing = faults.strike('permission-missing', path)
    if (missing) return missingScopes(path, missing.scopes ?? [scope], clientId)
    if (faults.strike('throttle', path) || !rate.admit(path)) return tooFast(path, qps)
    if (faults.strike('busy', path))
      return { errcode: -1, errmsg: '系统繁忙', request_id: requestId() }
    return undefined
  }

  return (incoming: Incoming, noted: Noted): Outgoing => {
    const { path, method, query, contentType, text } = incoming
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (!route) {
      const errmsg = saysLacking(path)
      return errmsg ? { status: 501, body: { errcode: 501, errmsg } } : ok(unknownPath(path))
    }
    const fields = method === 'GET' ? query : fieldsOf(incoming)
    noted.body = method === 'GET' ? undefined : fields
    const inForm =
      contentType.includes('form') && typeof fields?.access_token === 'string'
        ? fields.access_token
        : ''
    noted.token = query.access_token ? 'query' : inForm ? 'form' : 'none'
    if (route.scope) {
      const refused = gate(path, route.scope, query.access_token ?? inForm)
      if (refused) return ok(refused)
    }
    // What is refused for its speed is not counted (stream-and-cards.md 4.11).
    noted.metered = route.metered ?? false
    if (route.metered === 'calls' && faults.strike('quota', path)) return ok(overQuota(path))
    if (method !== route.method)
      return ok({
        errcode: route.method === 'GET' ? 43001 : 43002,
        errmsg: `需要${route.method}请求`,
      })
    // Without a body there is nothing to have a type: enough where nothing is required (openapi.md 4.2).
    const isBare = method === 'POST' && isEmpty(text)
    if (method === 'POST' && !isBare && !/json|form-urlencoded/.test(contentType))
      return ok({ errcode: 43004, errmsg: '无效的HTTP HEADER Content-Type' })
    const badBody = { errcode: 40035, errmsg: '不合法的参数' }
    if (!fields) return ok(badBody)
    const request_id = path.startsWith('/topapi/') ? requestId() : undefined
    try {
      const answer = route.run(setFields(fields), query)
      // A number; as text it stands in DingTalk's samples only (openapi.md 8.1).
      const errcode = faults.strike('errcode-as-text', path) ? '0' : 0
      return ok({ errcode, errmsg: 'ok', request_id, ...answer })
    } catch (error) {
      if (!(error instanceof OapiError)) throw error
      if (isBare) return ok(badBody)
      return ok({ errcode: error.code, errmsg: error.message, request_id })
    }
  }
}
