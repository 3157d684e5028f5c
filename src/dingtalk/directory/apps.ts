import { z } from 'zod'
import type { Endpoint, OpenApi } from '../openapi/endpoint.ts'
import { wireList, wireNumber } from '../openapi/wire.ts'

/** openapi.md 4.9. Not in DingTalk's list of free calls, so metered: for the start and the doctor only. */
const scopes = {
  family: 'oapi',
  method: 'GET',
  path: '/auth/scopes',
  metered: true,
  repeat: 'read',
  answer: z.object({
    auth_org_scopes: z.object({
      authed_dept: wireList(wireNumber),
      authed_user: wireList(z.string()),
    }),
    auth_user_field: wireList(z.string()),
  }),
} as const satisfies Endpoint

/** What the app itself may see. A department list with the root 1 in it is the whole staff. */
export function createApps(openapi: OpenApi) {
  return {
    async scopes() {
      const { auth_org_scopes, auth_user_field } = await openapi.call(scopes)
      const { authed_dept, authed_user } = auth_org_scopes
      return { departments: authed_dept, users: authed_user, fields: auth_user_field }
    },
  }
}
