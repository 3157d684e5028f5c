import type { Company } from '../company.ts'
import type { OapiRoutes } from './route.ts'
import { staffOf } from './users.ts'

const scope = 'qyapi_get_member'

/** listadmin and get_admin_scope (openapi.md 4.2, 4.3). */
export const admins = (company: Company): OapiRoutes => ({
  '/topapi/user/listadmin': {
    method: 'POST',
    scope,
    run: () => ({
      result: [...company.persons.values()].flatMap(({ userid, admin }) =>
        admin ? [{ userid, sys_level: admin.level }] : [],
      ),
    }),
  },
  '/topapi/user/get_admin_scope': {
    method: 'POST',
    scope,
    run: ({ userid }) => ({ dept_ids: staffOf(company, userid, 40036).admin?.scope ?? [] }),
  },
})
