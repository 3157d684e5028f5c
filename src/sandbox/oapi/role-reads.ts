import type { Company } from '../company/company.ts'
import type { Role, RoleGroup } from '../company/state.ts'
import { field, number, paging } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'

/** Finds the role, or answers 33011. */
export function roleOf(company: Company, value: unknown): Role {
  const id = field(number, value, 33011, '无效的roleId')
  const role = company.roles.get(id)
  if (!role) throw new OapiError(33011, '无效的roleId')
  return role
}

/** A group without roles may lack the key altogether. */
interface ListedGroup {
  groupId: number
  name: string
  roles?: { id: number; name: string }[]
}

/** role/list (openapi.md 2.1). */
export const roleList = (company: Company): OapiRoutes => ({
  '/topapi/role/list': {
    method: 'POST',
    scope: 'qyapi_get_department_list',
    run(fields) {
      const { size, offset } = paging(fields, 200)
      // Whether size counts groups or roles is undocumented; counting roles splits groups over pages, the harder case.
      const rows = [...company.groups.values()].flatMap(
        (group): { group: RoleGroup; role: Role | undefined }[] => {
          const roles = [...company.roles.values()].filter(({ groupId }) => groupId === group.id)
          return roles.length > 0
            ? roles.map(role => ({ group, role }))
            : [{ group, role: undefined }]
        },
      )
      const list = new Map<number, ListedGroup>()
      for (const { group, role } of rows.slice(offset, offset + size)) {
        const listed: ListedGroup = list.get(group.id) ?? { groupId: group.id, name: group.name }
        if (role) listed.roles = [...(listed.roles ?? []), { id: role.id, name: role.name }]
        list.set(group.id, listed)
      }
      return {
        errmsg: undefined,
        result: { hasMore: offset + size < rows.length, list: [...list.values()] },
      }
    },
  },
})

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
      if (!group) throw new OapiError(400002, '参数错误')
      const roles = [...company.roles.values()]
        .filter(role => role.groupId === group.id)
        .map(role => ({ role_id: role.id, role_name: role.name }))
      return { role_group: { group_name: group.name, roles } }
    },
  },
})
