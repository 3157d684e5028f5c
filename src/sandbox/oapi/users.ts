import type { Person } from '../company/state.ts'
import type { Company } from '../company.ts'
import { unionId } from '../ids.ts'
import { text } from './fields.ts'
import { field, OapiNo, type OapiRoutes } from './route.ts'

/** Finds somebody of the organisation: `code` for a bad userid, 60121 for one that nobody has. */
export function staffOf(company: Company, value: unknown, code: number): Person {
  const person = company.persons.get(field(text.max(64), value, code, '无效的userid'))
  if (!person?.staff) throw new OapiNo(60121, '找不到该用户')
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
        errcode: '0',
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
