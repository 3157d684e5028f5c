import { z } from 'zod'
import { type AdminGroup, type RbacReader, type RbacWriter, userId } from '../../core/directory.ts'
import { refuse } from '../../core/errors.ts'
import type { Endpoint, OpenApi } from '../openapi/endpoint.ts'
import { wireFlag, wireList, wireNumber } from '../openapi/wire.ts'

const condition = z.object({
  open_contact_scope: z
    .object({
      dept_ids: wireList(wireNumber),
      userids: wireList(z.string()),
      include_member_depts: wireFlag,
      include_self_manage_depts: wireFlag,
    })
    .nullish(),
})

/** role.query misspells the condition's key, role.list does not (openapi.md 3.2). */
const action = z.object({
  action_ids: wireList(z.string()),
  open_condition: condition.nullish(),
  open_conditon: condition.nullish(),
})

const wireAdminGroup = z.object({
  open_role_id: z.string(),
  open_role_name: z.string(),
  open_resources: wireList(z.string()),
  open_members: wireList(z.object({ member_id: z.string() })),
  open_action: action.nullish(),
})

/** The answer lies in a result inside result (openapi.md 3.3). */
const inner = <T extends z.ZodType>(result: T) => z.object({ result: z.object({ result }) })

/**
 * The calls of DingTalk's RBAC model that we use (openapi.md 3.2, dingtalk.oapi.authorization.rbac.*). They are not in the list of
 * free calls (KB:1432), so they count.
 */
const endpoints = {
  create: {
    family: 'oapi',
    method: 'POST',
    path: '/topapi/authorization/rbac/role/create',
    metered: true,
    repeat: 'write',
    answer: inner(z.string().min(1)),
  },
  list: {
    family: 'oapi',
    method: 'POST',
    path: '/topapi/authorization/rbac/role/list',
    metered: true,
    repeat: 'read',
    answer: inner(
      z.object({
        has_more: wireFlag,
        next_cursor: wireNumber.nullish(),
        list: wireList(wireAdminGroup),
      }),
    ),
  },
  query: {
    family: 'oapi',
    method: 'POST',
    path: '/topapi/authorization/rbac/role/query',
    metered: true,
    repeat: 'read',
    answer: inner(wireList(wireAdminGroup)),
  },
} as const satisfies Record<string, Endpoint>

/** The largest page (openapi.md 3.2). */
const groupsPerPage = 20
const maxPages = 50

/** Admin groups of the RBAC model. `agentId` is the app's, once DingTalk's permission platform has allowed it (3.1). */
export function createRbacReader(openapi: OpenApi, agentId: string): RbacReader {
  return {
    enabled: true,

    async list() {
      const groups: AdminGroup[] = []
      let cursor = 0
      for (let page = 0; page < maxPages; page++) {
        const body = { agent_id: agentId, cursor, size: groupsPerPage }
        const { result } = (await openapi.call(endpoints.list, { body })).result
        groups.push(...result.list.map(adminGroup))
        if (!result.has_more || result.list.length === 0) return groups
        cursor = result.next_cursor ?? cursor + groupsPerPage
      }
      throw refuse('directory.tooLarge', { limit: maxPages * groupsPerPage })
    },

    async get(id) {
      const body = { agent_id: agentId, open_role_ids: id }
      const { result } = (await openapi.call(endpoints.query, { body })).result
      const found = result.find(group => group.open_role_id === id)
      return found && adminGroup(found)
    },
  }
}

function adminGroup(wire: z.output<typeof wireAdminGroup>): AdminGroup {
  const found = wire.open_action?.open_condition ?? wire.open_action?.open_conditon
  const scope = found?.open_contact_scope
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
      return (await openapi.call(endpoints.create, { body })).result.result
    },
  }
}

async function off(): Promise<never> {
  throw refuse('rbac.off')
}

/** Reader and writer while RBAC is off: without the agentId that DingTalk's permission platform allowed, no call can be made. */
export const rbacOff: RbacReader & RbacWriter = { enabled: false, list: off, get: off, create: off }
