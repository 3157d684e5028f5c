import type { OapiRoutes } from './route.ts'

/** What the app may see (openapi.md 4.9): everybody. */
export const authScopes: OapiRoutes = {
  '/auth/scopes': {
    method: 'GET',
    scope: 'qyapi_base',
    metered: 'calls',
    run: () => ({
      auth_user_field: ['name', 'userid', 'title'],
      auth_org_scopes: { authed_dept: [1], authed_user: [] },
    }),
  },
}
