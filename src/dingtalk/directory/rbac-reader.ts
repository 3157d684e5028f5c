import { type AdminGroup, type RbacReader, userId } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { directoryTooLarge } from './directory-too-large.ts'
import { rbacEndpoints, type WireAdminGroup } from './rbac-endpoints.ts'

/** The largest page (openapi.md 3.2). */
const size = 20
const mostPages = 50

/** Admin groups of the RBAC model. `agentId` is the app's, once DingTalk's permission platform has allowed it (3.1). */
export function createRbacReader(openapi: OpenApi, agentId: string): RbacReader {
  return {
    enabled: true,

    async list() {
      const groups: AdminGroup[] = []
      let cursor = 0
      for (let page = 0; page < mostPages; page++) {
        const body = { agent_id: agentId, cursor, size }
        const { result } = (await openapi.call(rbacEndpoints.list, { body })).result
        groups.push(...result.list.map(adminGroup))
        if (!result.has_more || result.list.length === 0) return groups
        cursor = result.next_cursor ?? cursor + size
      }
      throw directoryTooLarge(mostPages * size)
    },

    async get(id) {
      const body = { agent_id: agentId, open_role_ids: id }
      const { result } = (await openapi.call(rbacEndpoints.query, { body })).result
      const found = result.find(group => group.open_role_id === id)
      return found && adminGroup(found)
    },

    async permits(userid, resource) {
      const body = { agent_id: agentId, resource, userid }
      return (
        (await openapi.call(rbacEndpoints.permissionGet, { body })).result.result.permit === true
      )
    },
  }
}

function adminGroup(wire: WireAdminGroup): AdminGroup {
  const condition = wire.open_action?.open_condition ?? wire.open_action?.open_conditon
  const scope = condition?.open_contact_scope
  return {
    id: wire.open_role_id,
    name: wire.open_role_name,
    resources: wire.open_resources,
    actions: wire.open_action?.action_ids ?? [],
    members: wire.open_members.map(member => userId.parse(member.member_id)),
    departments: scope?.dept_ids ?? [],
    users: (scope?.userids ?? []).map(id => userId.parse(id)),
    includeMemberDepts: scope?.include_member_depts ?? false,
    includeManagedDepts: scope?.include_self_manage_depts ?? false,
  }
}
