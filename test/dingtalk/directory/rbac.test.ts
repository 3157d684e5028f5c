import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import { createDirectory } from '../../../src/dingtalk/directory/directory.ts'
import { createRbacReader } from '../../../src/dingtalk/directory/rbac.ts'
import { inSandbox, post } from '../in-sandbox.ts'

const boss = userId.parse('boss001')
const accountant = userId.parse('EMP123')
const manager = userId.parse('manager4220')
const agent_id = '1234567890'
const resource = 'microapp.-24.baseAction.base.*'

const draft = {
  name: '审计管理组',
  resources: [resource],
  actions: ['action1'],
  members: [accountant],
  departments: [11, 1231],
  users: [manager],
  includeMemberDepts: false,
  includeManagedDepts: true,
}
const seeded = {
  id: 'roleSeed001',
  name: 'IT管理组',
  resources: [resource],
  actions: ['action1'],
  members: [manager],
  departments: [1231],
  users: [],
  includeMemberDepts: false,
  includeManagedDepts: false,
}

describe('admin groups', () => {
  test('create: the condition inside the action, no id, the operator with each member', async () => {
    const { live, writers, wire } = await inSandbox()
    const id = await writers.rbac.create(draft, boss)
    expect(wire()).toEqual([
      post('/topapi/authorization/rbac/role/create', {
        agent_id,
        open_role_create: {
          open_role_name: '审计管理组',
          open_resources: [resource],
          open_action: {
            action_ids: ['action1'],
            open_condition: {
              open_contact_scope: {
                dept_ids: [11, 1231],
                userids: ['manager4220'],
                include_member_depts: false,
                include_self_manage_depts: true,
              },
            },
          },
          open_members: [
            {
              member_type: 'user',
              member_id: 'EMP123',
              belong_corpid: 'ding5a4db0c0ffee0001',
              operate_userid: 'boss001',
            },
          ],
        },
      }),
    ])
    expect(await live.rbac.get(id)).toEqual({ id, ...draft })
  })

  test('list: twenty a page', async () => {
    const { sandbox, live, wire } = await inSandbox()
    const [group] = sandbox.company.adminGroups.values()
    for (let n = 0; group && n < 20; n++) {
      sandbox.company.adminGroups.set(`role${n}`, { ...group, id: `role${n}` })
    }
    const groups = await live.rbac.list()
    expect(groups).toHaveLength(21)
    expect(groups[0]).toEqual(seeded)
    expect(wire()).toEqual([
      post('/topapi/authorization/rbac/role/list', { agent_id, cursor: 0, size: 20 }),
      post('/topapi/authorization/rbac/role/list', { agent_id, cursor: 20, size: 20 }),
    ])
  })

  test('query: reads the misspelt condition', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.rbac.get('roleSeed001')).toEqual(seeded)
    expect(await live.rbac.get('roleNone')).toBeUndefined()
    expect(wire()[0]).toEqual(
      post('/topapi/authorization/rbac/role/query', { agent_id, open_role_ids: 'roleSeed001' }),
    )
  })

  test('an agent that is not allowed is a matter of permission', async () => {
    const { openapi } = await inSandbox()
    const reader = createRbacReader(openapi, '999')
    await expect(reader.list()).rejects.toMatchObject({ code: '88', reason: 'permission' })
  })

  test('without an agent nothing is called', async () => {
    const { sandbox, openapi } = await inSandbox()
    const { live, writers } = createDirectory({ openapi, corpId: 'd', rbacAgentId: undefined })
    expect(live.rbac.enabled).toBe(false)
    for (const call of [
      () => live.rbac.list(),
      () => live.rbac.get('x'),
      () => writers(async () => undefined).rbac.create(draft, boss),
    ]) {
      await expect(call()).rejects.toThrow('rbac.off')
    }
    expect(sandbox.calls).toEqual([])
  })
})
