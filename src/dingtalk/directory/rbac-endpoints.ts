import { z } from 'zod'
import type { Endpoint } from '../openapi/endpoint.ts'
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

const adminGroup = z.object({
  open_role_id: z.string(),
  open_role_name: z.string(),
  open_resources: wireList(z.string()),
  open_members: wireList(z.object({ member_id: z.string() })),
  open_action: action.nullish(),
})

export type WireAdminGroup = z.output<typeof adminGroup>

/** The answer lies in a result inside result (openapi.md 3.3). */
const inner = <T extends z.ZodType>(result: T) => z.object({ result: z.object({ result }) })

/**
 * The calls of DingTalk's RBAC model that we use (openapi.md 3.2, dingtalk.oapi.authorization.rbac.*). They are not in the list of
 * free calls (KB:1432), so they count.
 */
export const rbacEndpoints = {
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
        list: wireList(adminGroup),
      }),
    ),
  },
  query: {
    family: 'oapi',
    method: 'POST',
    path: '/topapi/authorization/rbac/role/query',
    metered: true,
    repeat: 'read',
    answer: inner(wireList(adminGroup)),
  },
  permissionGet: {
    family: 'oapi',
    method: 'POST',
    path: '/topapi/authorization/rbac/permission/get',
    metered: true,
    repeat: 'read',
    answer: inner(z.object({ permit: wireFlag })),
  },
} as const satisfies Record<string, Endpoint>
