import type { Company } from '../company/company.ts'
import type { Person } from '../company/state.ts'
import { unionId } from '../ids.ts'
import { field, text } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'

/** Finds somebody of the organisation: `code` for a bad userid, 60121 for one that nobody has. */
export function staffOf(company: Company, value: unknown, code: number): Person {
  const person = company.persons.get(field(text.max(64), value, code, '无效的userid'))
  if (!person?.staff) throw new OapiError(60121, '找不到该用户')
  return person
}

/** v2/user/get (openapi.md 4.1), in the types of its field table, not those of its sample. */
export const users = (company: Company): OapiRoutes => ({
  '/topapi/v2/user/get': {
    method: 'POST',
    scope: 'qyapi_get_member',
    run({ userid }) {
      const person = staffOf(company, userid, 33012)
      const roles = company.rolesOf(person.userid)
      return {
        result: {
          userid: person.userid,
          unionid: unionId(person.userid),
          name: person.name,
          title: person.title,
          active: true,
          real_authed: true,
          senior: false,
          admin: person.admin !== undefined,
          boss: person.boss,
          hide_mobile: false,
          exclusive_account: false,
          dept_id_list: person.departments,
          dept_order_list: person.departments.map(dept_id => ({ dept_id, order: 1 })),
          leader_in_dept: person.departments.map(dept_id => ({
            dept_id,
            leader: person.leads.includes(dept_id),
          })),
          ...(roles.length > 0 && {
            role_list: roles.map(({ id, name, groupId }) => ({
              id,
              name,
              group_name: company.groups.get(groupId)?.name ?? '',
            })),
          }),
        },
      }
    },
  },
})

/** listadmin and get_admin_scope (openapi.md 4.2, 4.3). */
export const admins = (company: Company): OapiRoutes => ({
  '/topapi/user/listadmin': {
    method: 'POST',
    scope: 'qyapi_get_member',
    run: () => ({
      result: [...company.persons.values()].flatMap(({ userid, admin }) =>
        admin ? [{ userid, sys_level: admin.level }] : [],
      ),
    }),
  },
  '/topapi/user/get_admin_scope': {
    method: 'POST',
    scope: 'qyapi_get_member',
    run: ({ userid }) => ({ dept_ids: staffOf(company, userid, 40036).admin?.scope ?? [] }),
  },
})

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
