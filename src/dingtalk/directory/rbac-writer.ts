import type { RbacWriter } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { rbacEndpoints } from './rbac-endpoints.ts'

/** Creates admin groups: `open_role_id` must be left out, the condition sits inside the action (openapi.md 3.3). */
export function createRbacWriter(openapi: OpenApi, agentId: string, corpId: string): RbacWriter {
  return {
    async create(draft, operator) {
      const open_role_create = {
        open_role_name: draft.name,
        open_resources: draft.resources,
        open_action: {
          action_ids: draft.actions,
          open_condition: {
            open_contact_scope: {
              dept_ids: draft.departments,
              userids: draft.users,
              include_member_depts: draft.includeMemberDepts,
              include_self_manage_depts: draft.includeManagedDepts,
            },
          },
        },
        open_members: draft.members.map(member_id => ({
          member_type: 'user',
          member_id,
          belong_corpid: corpId,
          operate_userid: operator,
        })),
      }
      const body = { agent_id: agentId, open_role_create }
      return (await openapi.call(rbacEndpoints.create, { body })).result.result
    },
  }
}
