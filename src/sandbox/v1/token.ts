import { z } from 'zod'
import { type Tokens, tokenSeconds } from '../api/tokens.ts'
import { field } from '../oapi/fields.ts'
import { OapiError, type OapiRoutes } from '../oapi/route.ts'
import { ApiError, type ApiRoutes, need } from './route.ts'

const appCredentials = z.object({ appKey: z.string().min(1), appSecret: z.string().min(1) })
const clientCredentials = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
})

interface Deps {
  tokens: Tokens
  clientId: string
  clientSecret: string
  corpId: string
}

/** oauth2/accessToken and oauth2/{corpId}/token (openapi.md 1.1, 1.2). Note `expireIn` in the one, `expires_in` in the other. */
export const tokenCalls = ({ tokens, clientId, clientSecret, corpId }: Deps): ApiRoutes => ({
  'POST /v1.0/oauth2/accessToken': {
    method: 'POST',
    run(body) {
      const { appKey, appSecret } = need(appCredentials, body, 'invalidClientIdOrSecret')
      if (appKey !== clientId || appSecret !== clientSecret)
        throw new ApiError(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret')
      return { accessToken: tokens.issue(), expireIn: tokenSeconds }
    },
  },
  [`POST /v1.0/oauth2/${corpId}/token`]: {
    method: 'POST',
    run(body) {
      const given = need(clientCredentials, body, 'invalid.client')
      if (given.grant_type !== 'client_credentials')
        throw new ApiError(400, 'unsupported.grant.type')
      if (given.client_id !== clientId || given.client_secret !== clientSecret)
        throw new ApiError(400, 'invalid.client')
      return { access_token: tokens.issue(), expires_in: tokenSeconds }
    },
  },
})

/** GET /gettoken, the old way to the same token (openapi.md 1.3, 1.4). */
export const oldTokenCall = ({ tokens, clientId, clientSecret }: Deps): OapiRoutes => ({
  '/gettoken': {
    method: 'GET',
    run({ appkey, appsecret }) {
      const key = field(z.string().min(1), appkey, 40035, '缺少参数 corpid or appkey')
      if (key !== clientId || appsecret !== clientSecret)
        throw new OapiError(40096, '不合法的appKey或appSecret')
      return { access_token: tokens.issue(), expires_in: tokenSeconds }
    },
  },
})
