import type { RoleReader } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { orAbsent } from './absent.ts'
import { roleEndpoints } from './role-endpoints.ts'
import { isDefaultGroup, roleGroups } from './role-groups.ts'
import { roleMembers } from './role-members.ts'

/** 33011: invalid role id. */
const noSuchRole = ['33011']

/** Roles as DingTalk has them now (openapi.md 2.1 to 2.4), asked anew each time. Throws what `call` throws. */
export function createRoleReader(openapi: OpenApi): RoleReader {
  return {
    groups: () => roleGroups(openapi),

    async get(id) {
      const asked = openapi.call(roleEndpoints.getrole, { body: { roleId: id } })
      const found = await orAbsent(asked, noSuchRole)
      if (!found) return undefined
      const { groupId, name } = found.role
      // getrole names neither the role's id nor its group (openapi.md 2.2).
      const { role_group } = await openapi.call(roleEndpoints.getrolegroup, {
        body: { group_id: groupId },
      })
      const group = role_group.group_name
      return { id, name, groupId, group, isDefault: isDefaultGroup(group) }
    },

    members: id => roleMembers(openapi, id),
  }
}
