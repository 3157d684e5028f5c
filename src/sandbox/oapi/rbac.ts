import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Company } from '../company/company.ts'
import type { AdminGroup } from '../company/state.ts'
import { commaList, field, number, text } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'

const contactScope = z.object({
  dept_ids: z.array(z.int()).default([]),
  userids: z.array(z.string()).default([]),
  include_member_depts: z.boolean().default(false),
  include_self_manage_depts: z.boolean().default(false),
})

/** OpenRoleCreateVo, with its condition inside the action (openapi.md 3.3); a role id must not be given. */
const roleCreate = z.strictObject({
  open_role_name: text,
  open_resources: z.array(z.string()).default([]),
  open_action: z
    .strictObject({
      action_ids: z.array(z.string()).default([]),
      open_condition: z.strictObject({ open_contact_scope: contactScope }).optional(),
    })
    .optional(),
  open_members: z
    .array(
      z.strictObject({
        member_type: z.literal('user'),
        member_id: text,
        belong_corpid: text,
        operate_userid: text,
      }),
    )
    .default([]),
})

/** authorization.rbac role.create, role.list, role.query and permission.get (openapi.md 3.2, 3.3). */
export function rbac({ company, agentId }: { company: Company; agentId: string }): OapiRoutes {
  // Every call wants the agentId that DingTalk's permission platform has allowed; all others get errcode 88.
  const allowed = (value: unknown) => {
    const given = field(
      z.union([text, z.int().transform(String)]),
      value,
      40035,
      '缺少参数 agent_id',
    )
    if (given !== agentId) throw new OapiError(88, 'ding talk error')
  }
  const inner = (result: unknown) => ({
    errcode: undefined,
    errmsg: undefined,
    result: { errcode: 0, errmsg: 'ok', success: true, result },
  })
  const vo = (group: AdminGroup, condition: 'open_condition' | 'open_conditon') => ({
    open_role_id: group.id,
    open_role_name: group.name,
    open_resources: group.resources,
    open_members: group.members,
    open_action: { action_ids: group.actions, [condition]: { open_contact_scope: group.scope } },
  })
  const route = (run: (fields: Record<string, unknown>) => unknown): OapiRoutes[string] => ({
    method: 'POST',
    scope: 'qyapi_base',
    metered: 'calls',
    run(fields) {
      allowed(fields.agent_id)
      return inner(run(fields))
    },
  })

  return {
    '/topapi/authorization/rbac/role/create': route(({ open_role_create }) => {
      const draft = field(roleCreate, open_role_create, 400002, '参数错误')
      for (const { member_id } of draft.open_members)
        if (!company.persons.get(member_id)?.staff)
          throw new OapiError(400002, '参数错误：成员不存在')
      const id = `role${randomBytes(4).toString('hex')}`
      company.adminGroups.set(id, {
        id,
        name: draft.open_role_name,
        resources: draft.open_resources,
        actions: draft.open_action?.action_ids ?? [],
        members: draft.open_members,
        scope: draft.open_action?.open_condition?.open_contact_scope ?? contactScope.parse({}),
      })
      company.touched()
      return id
    }),
    '/topapi/authorization/rbac/role/list': route(fields => {
      const cursor = field(number.pipe(z.int().min(0)), fields.cursor, 40068, '不合法的偏移量')
      const size = field(
        number.pipe(z.int().min(1).max(20)),
        fields.size,
        40069,
        '不合法的分页size',
      )
      const groups = [...company.adminGroups.values()]
      return {
        has_more: cursor + size < groups.length,
        next_cursor: cursor + size,
        list: groups.slice(cursor, cursor + size).map(group => vo(group, 'open_condition')),
      }
    }),
    // The nested key is misspelt in this one answer of the real service.
    '/topapi/authorization/rbac/role/query': route(({ open_role_ids }) =>
      field(commaList, open_role_ids, 400002, '参数错误').flatMap(id => {
        const group = company.adminGroups.get(id)
        return group ? [vo(group, 'open_conditon')] : []
      }),
    ),
    '/topapi/authorization/rbac/permission/get': route(({ resource, userid }) => {
      const wanted = field(text, resource, 400002, '参数错误')
      const user = field(text, userid, 400002, '参数错误')
      const held = [...company.adminGroups.values()].filter(
        group =>
          group.resources.includes(wanted) &&
          group.members.some(({ member_id }) => member_id === user),
      )
      return {
        permit: held.length > 0,
        open_action_results: held.flatMap(({ actions, scope }) =>
          actions.map(action_id => ({ action_id, open_condition: { open_contact_scope: scope } })),
        ),
      }
    }),
  }
}
