import { beforeAll, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ sandbox, client } = await start({ qps: 1000 }))
})

test('v2/user/get has real types, default roles among them', async () => {
  const { errcode, result } = await client.oapi('/topapi/v2/user/get', { userid: 'manager4220' })
  expect(errcode).toBe(0)
  expect(result).toMatchObject({
    userid: 'manager4220',
    name: '小钉',
    admin: true,
    boss: false,
    dept_id_list: [1, 11],
    role_list: [
      { id: 900102, name: '主管', group_name: '默认' },
      { id: 900104, name: '子管理员', group_name: '默认' },
      { id: 1203141, name: '财务', group_name: '职务' },
    ],
  })
  expect(
    (await client.oapi('/topapi/v2/user/get', { userid: 'EMP202' })).result,
  ).not.toHaveProperty('role_list')
})
test('people who are not there', async () => {
  const code = async (userid: unknown) =>
    (await client.oapi('/topapi/v2/user/get', { userid })).errcode
  expect(await code('nobody')).toBe(60121)
  expect(await code('outsider001')).toBe(60121)
  expect(await code(1234567890)).toBe(33012)
})
test('listadmin and get_admin_scope', async () => {
  expect((await client.oapi('/topapi/user/listadmin')).result).toEqual([
    { userid: 'boss001', sys_level: 1 },
    { userid: 'boss002', sys_level: 1 },
    { userid: 'manager4220', sys_level: 2 },
    { userid: 'manager5310', sys_level: 2 },
  ])
  expect(
    await client.oapi('/topapi/user/get_admin_scope', { userid: 'manager4220' }),
  ).toMatchObject({ dept_ids: [11] })
})
test('departments and their chains', async () => {
  expect((await client.oapi('/topapi/v2/department/get', { dept_id: 11 })).result).toMatchObject({
    dept_id: 11,
    name: '纪检部',
    parent_id: 1,
    dept_manager_userid_list: ['manager4220'],
    member_count: 2,
    owning_member_count: 1,
  })
  expect(
    (await client.oapi('/topapi/v2/department/listsub', { dept_id: 11 })).result,
  ).toMatchObject([{ dept_id: 111, parent_id: 11 }])
  expect(
    (await client.oapi('/topapi/v2/department/listparentbydept', { dept_id: 111 })).result,
  ).toEqual({ parent_id_list: [111, 11, 1] })
  expect(
    (await client.oapi('/topapi/v2/department/listparentbyuser', { userid: 'EMP202' })).result,
  ).toEqual({
    parent_list: [{ parent_dept_id_list: [12310, 1231, 1] }, { parent_dept_id_list: [1231, 1] }],
  })
  expect((await client.oapi('/topapi/v2/department/get', { dept_id: 99 })).errcode).toBe(60003)
})
test('listsimple: this department only, all three fields required', async () => {
  expect(
    (await client.oapi('/topapi/user/listsimple', { dept_id: 11, cursor: 0, size: 100 })).result,
  ).toEqual({
    has_more: false,
    list: [{ userid: 'manager4220', name: '小钉' }],
  })
  expect(
    (await client.oapi('/topapi/user/listsimple', { dept_id: 1, cursor: 0, size: 2 })).result,
  ).toMatchObject({ has_more: true, next_cursor: 2 })
  expect((await client.oapi('/topapi/user/listsimple', { dept_id: 1, size: 2 })).errcode).toBe(
    40068,
  )
  expect(
    (await client.oapi('/topapi/user/listsimple', { dept_id: 1, cursor: 0, size: 101 })).errcode,
  ).toBe(40069)
})
test('auth/scopes', async () => {
  const { body } = await client.call(`/auth/scopes?access_token=${await client.token()}`)
  expect(body).toMatchObject({ errcode: 0, auth_org_scopes: { authed_dept: [1] } })
})
test('rbac: only with the agentId, the answer inside result, role.query misspells', async () => {
  const agent_id = sandbox.environment.DINGTALK_RBAC_AGENT_ID
  const rbac = (call: string, body: object) =>
    client.oapi(`/topapi/authorization/rbac/${call}`, body)
  const open_role_create = {
    open_role_name: '值班组',
    open_resources: ['microapp.-24.baseAction.base.*'],
    open_action: {
      action_ids: ['action1'],
      open_condition: {
        open_contact_scope: {
          dept_ids: [1231],
          userids: ['EMP203'],
          include_member_depts: false,
          include_self_manage_depts: true,
        },
      },
    },
    open_members: [
      {
        member_type: 'user',
        member_id: 'EMP203',
        belong_corpid: sandbox.company.corpId,
        operate_userid: 'boss001',
      },
    ],
  }
  expect(await rbac('role/create', { agent_id: '1', open_role_create })).toMatchObject({
    errcode: 88,
    errmsg: 'ding talk error',
  })
  const flattened = { ...open_role_create, open_condition: {} }
  expect((await rbac('role/create', { agent_id, open_role_create: flattened })).errcode).toBe(
    400002,
  )
  const made = await rbac('role/create', { agent_id, open_role_create })
  expect(made).toMatchObject({
    result: { errcode: 0, success: true, result: expect.stringMatching(/^role/) },
  })
  expect(made).not.toHaveProperty('errcode')
  expect(await rbac('role/list', { agent_id, cursor: 0, size: 20 })).toMatchObject({
    result: {
      result: {
        has_more: false,
        list: [{ open_role_id: 'roleSeed001' }, { open_role_name: '值班组' }],
      },
    },
  })
  const queried = JSON.stringify(
    await rbac('role/query', { agent_id, open_role_ids: 'roleSeed001' }),
  )
  expect(queried).toContain('"open_conditon"')
  expect(
    await rbac('permission/get', {
      agent_id,
      resource: 'microapp.-24.baseAction.base.*',
      userid: 'EMP203',
    }),
  ).toMatchObject({
    result: { result: { permit: true, open_action_results: [{ action_id: 'action1' }] } },
  })
})
