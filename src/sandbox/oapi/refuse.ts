import { requestId } from '../ids.ts'

const gatewayMessages = {
  '40000': 'access_token is blank',
  '40014': '不合法的access_token',
} as const satisfies Record<string, string>

/** errcode 88, the gateway's "no"; the real reason is in `sub_code`, and for some paths only inside errmsg (openapi.md 0.2). */
export function gatewayNo(path: string, subCode: string, message: string) {
  // Calls without /topapi answer flat.
  if (path.startsWith('/role/')) return { errcode: Number(subCode), errmsg: message }
  const errmsg = `ding talk error[subcode=${subCode},submsg=${message}]`
  if (path === '/auth/scopes') return { errcode: 88, errmsg }
  return { errcode: 88, sub_code: subCode, sub_msg: message, errmsg, request_id: requestId() }
}

export const badToken = (path: string, subCode: keyof typeof gatewayMessages) =>
  gatewayNo(path, subCode, gatewayMessages[subCode])

const apiName = (path: string) =>
  `dingtalk.oapi.${path
    .replace(/^\/topapi\//, '')
    .replace(/^\//, '')
    .replaceAll('/', '.')}`

export function unknownPath(path: string) {
  const sub_msg = `不合法ApiName，ApiName = ${apiName(path)}`
  return {
    errcode: 22,
    sub_msg,
    errmsg: `Invalid method[submsg=${sub_msg}]`,
    request_id: requestId(),
  }
}

export function missingScopes(path: string, scopes: readonly string[], clientId: string) {
  const link = `https://open-dev.dingtalk.com/appscope/apply?content=${clientId}%23${scopes.join('%2C')}`
  const list = scopes.join(', ')
  return gatewayNo(
    path,
    '60011',
    `应用尚未开通所需的权限：[${list}]，点击链接申请并开通即可：${link}, {requiredScopes=[${list}]}`,
  )
}

export const tooFast = (path: string, qps: number) =>
  gatewayNo(
    path,
    '90018',
    `您的服务器调用钉钉开放平台接口apiPath(${apiName(path)})请求总次数超过 ${qps} 次, 限制将在 1 秒后结束.`,
  )

export const overQuota = (path: string) =>
  gatewayNo(path, '90020', '您的企业本月API调用量已超过上限, 已使用 5000 次, 上限 5000 次')
