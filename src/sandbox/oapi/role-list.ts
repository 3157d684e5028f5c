import type { Role, RoleGroup } from '../company/state.ts'
import type { Company } from '../company.ts'
import { paging } from './fields.ts'
import type { OapiRoutes } from './route.ts'

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
