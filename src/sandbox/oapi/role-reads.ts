import type { Company } from '../company.ts'
import { number, paging } from './fields.ts'
import { roleOf } from './role-of.ts'
import { field, OapiNo, type OapiRoutes } from './route.ts'

/** getrole, simplelist, getrolegroup (openapi.md 2.2 to 2.4). */
export const roleReads = (company: Company): OapiRoutes => ({
  '/topapi/role/getrole': {
    method: 'POST',
    scope: 'qyapi_get_department_member',
    run({ roleId }) {
      const { groupId, name } = roleOf(company, roleId)
      return { role: { groupId, name } }
    },
  },
  '/topapi/role/simplelist': {
    method: 'POST',
    scope: 'qyapi_get_department_member',
    run(fields) {
      const { id } = roleOf(company, fields.role_id)
      const { size, offset } = paging(fields, 100)
      const members = company.membersOf(id)
      const hasMore = offset + size < members.length
      const list = members.slice(offset, offset + size).map(([{ userid, name }, scope]) => ({
        userid,
        name,
        ...(scope && {
          manageScopes: scope.map(dept_id => ({
            dept_id,
            name: company.departments.get(dept_id)?.name ?? '',
          })),
        }),
      }))
      return { result: { hasMore, ...(hasMore && { nextCursor: offset + size }), list } }
    },
  },
  '/topapi/role/getrolegroup': {
    method: 'POST',
    scope: 'qyapi_get_department_list',
    run({ group_id }) {
      const group = company.groups.get(field(number, group_id, 400002, '参数错误'))
      if (!group) throw new OapiNo(400002, '参数错误')
      const roles = [...company.roles.values()]
        .filter(role => role.groupId === group.id)
        .map(role => ({ role_id: role.id, role_name: role.name }))
      return { role_group: { group_name: group.name, roles } }
    },
  },
})
