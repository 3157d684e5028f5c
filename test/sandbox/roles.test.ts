import { beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let oapi: ReturnType<typeof createClient>['oapi']
beforeEach(async () => {
  const started = await start({ qps: 1000 })
  sandbox = started.sandbox
  oapi = started.client.oapi
})

const page = z.object({ result: z.object({ hasMore: z.boolean(), list: z.array(z.unknown()) }) })

describe('reading', () => {
  test('role/list: groups with roles, an empty group without the key, no errmsg', async () => {
    const answer = await oapi('/topapi/role/list')
    expect(answer).toMatchObject({ errcode: 0, result: { hasMore: false } })
    expect(answer).not.toHaveProperty('errmsg')
    const { list } = page.parse(answer).result
    expect(list[1]).toEqual({
      groupId: 900200,
      name: '职务',
      roles: [
        { id: 1203141, name: '财务' },
        { id: 1203142, name: '出纳' },
      ],
    })
    expect(list.at(-1)).toEqual({ groupId: 900400, name: '项目' })
  })
  test('role/list: a group may be split over two pages', async () => {
    const first = page.parse(await oapi('/topapi/role/list', { size: 5, offset: 0 })).result
    const second = page.parse(await oapi('/topapi/role/list', { size: 5, offset: 5 })).result
    expect(first.hasMore).toBe(true)
    expect(first.list.at(-1)).toMatchObject({ groupId: 900200, roles: [{ id: 1203141 }] })
    expect(second.list[0]).toMatchObject({ groupId: 900200, roles: [{ id: 1203142 }] })
  })
  test('simplelist: two members, the one without a scope manages everybody', async () => {
    expect(await oapi('/topapi/role/simplelist', { role_id: 1203141 })).toMatchObject({
      errcode: 0,
      result: {
        hasMore: false,
        list: [
          { userid: 'manager4220', name: '小钉', manageScopes: [{ dept_id: 11, name: '纪检部' }] },
          { userid: '01234567890123456789', name: '赵敏' },
        ],
      },
    })
    const { list } = page.parse(
      await oapi('/topapi/role/simplelist', { role_id: '1203141' }),
    ).result
    expect(list[1]).not.toHaveProperty('manageScopes')
  })
  test('simplelist: size and offset work together or not at all, at most 100', async () => {
    const { id } = sandbox.company.addCrowdedRole('大', 900200, 250)
    const read = async (more: object) =>
      page.safeParse(await oapi('/topapi/role/simplelist', { role_id: id, ...more })).data?.result
    const first20 = await read({})
    expect(first20?.list).toHaveLength(20)
    expect(await read({ offset: 100 })).toEqual(first20)
    expect(await read({ size: 100 })).toEqual(first20)
    expect(await read({ size: 100, offset: 200 })).toMatchObject({
      hasMore: false,
      list: { length: 50 },
    })
    const tooMany = await oapi('/topapi/role/simplelist', { role_id: id, size: 101, offset: 0 })
    expect(tooMany.errcode).toBe(40069)
    expect(
      (await oapi('/topapi/role/simplelist', { role_id: id, size: 1, offset: -1 })).errcode,
    ).toBe(40068)
    expect((await oapi('/topapi/role/simplelist', { role_id: 7 })).errcode).toBe(33011)
  })
  test('getrole has no id, getrolegroup has names of its own', async () => {
    expect(await oapi('/topapi/role/getrole', { roleId: 1203141 })).toMatchObject({
      role: { groupId: 900200, name: '财务' },
    })
    expect((await oapi('/topapi/role/getrole', { role_id: 1203141 })).errcode).toBe(33011)
    expect(await oapi('/topapi/role/getrolegroup', { group_id: 900200 })).toMatchObject({
      role_group: { group_name: '职务', roles: [{ role_id: 1203141, role_name: '财务' }, {}] },
    })
  })
})

describe('writing', () => {
  test('update_role renames; not to a name that is taken, not in the default group', async () => {
    expect(await oapi('/role/update_role', { roleId: 1560985325, roleName: '服装' })).toEqual({
      errcode: 0,
      errmsg: 'ok',
    })
    expect(sandbox.company.roles.get(1560985325)?.name).toBe('服装')
    expect(
      (await oapi('/role/update_role', { roleId: 1560985325, roleName: '财务' })).errcode,
    ).toBe(34021)
    expect((await oapi('/role/update_role', { roleId: 1560985325, roleName: '' })).errcode).toBe(
      660000,
    )
    expect((await oapi('/role/update_role', { groupId: 1, roleName: 'x' })).errcode).toBe(660000)
    expect((await oapi('/role/update_role', { roleId: 900101, roleName: 'x' })).errcode).not.toBe(0)
  })
  test('add_role and add_role_group answer the new id at the top', async () => {
    const { groupId } = await oapi('/role/add_role_group', { name: '新组' })
    const made = await oapi('/role/add_role', { roleName: '新', groupId })
    expect(made).toEqual({ errcode: 0, errmsg: 'ok', roleId: expect.any(Number) })
    expect((await oapi('/role/add_role', { roleName: '新', groupId })).errcode).toBe(34021)
    expect((await oapi('/role/add_role', { roleName: 'x', groupId: 5 })).errcode).toBe(34020)
    expect((await oapi('/role/add_role', { roleName: 'x', groupId: 900100 })).errcode).toBe(34020)
    expect((await oapi('/role/add_role', { groupId })).errcode).toBe(34018)
  })
  test('deleterole refuses while there are members, and for default roles', async () => {
    expect((await oapi('/topapi/role/deleterole', { role_id: 12345 })).errcode).not.toBe(0)
    await oapi('/topapi/role/removerolesforemps', { roleIds: '12345', userIds: 'EMP123' })
    const done = await oapi('/topapi/role/deleterole', { role_id: 12345 })
    expect(done).toEqual({ errcode: 0, request_id: expect.any(String) })
    expect((await oapi('/topapi/role/deleterole', { role_id: 12345 })).errcode).toBe(33011)
    expect((await oapi('/topapi/role/deleterole', { role_id: 900103 })).errcode).toBe(23004)
  })
  test('add and remove take comma lists of at most 20 roles, 20 or 100 people', async () => {
    const add = (roleIds: unknown, userIds: unknown) =>
      oapi('/topapi/role/addrolesforemps', { roleIds, userIds })
    expect(await add('12345,1203142', 'EMP201,EMP202')).toMatchObject({ errcode: 0 })
    expect([...(sandbox.company.roles.get(12345)?.members.keys() ?? [])]).toEqual([
      'EMP123',
      'EMP201',
      'EMP202',
    ])
    expect((await add(['12345'], 'EMP201')).errcode).toBe(33011)
    expect((await add('12345', ['EMP201'])).errcode).toBe(33012)
    expect((await add('12345', 'nobody')).errcode).toBe(33012)
    expect((await add('12345', 'outsider001')).errcode).toBe(33012)
    expect((await add('900103', 'EMP201')).errcode).toBe(33011)
    sandbox.company.addCrowdedRole('大', 900200, 101)
    const crowd = (count: number) =>
      Array.from({ length: count }, (_, at) => `CROWD${String(at + 1).padStart(4, '0')}`).join(',')
    expect((await add('12345', crowd(21))).errcode).toBe(40035)
    expect((await add('12345', crowd(20))).errcode).toBe(0)
    const remove = (userIds: string) =>
      oapi('/topapi/role/removerolesforemps', { roleIds: '12345', userIds })
    expect((await remove(crowd(101))).errcode).toBe(40035)
    expect((await remove(crowd(100))).errcode).toBe(0)
  })
})

describe('scope/update', () => {
  const update = (more: object) =>
    oapi('/topapi/role/scope/update', { userid: 'EMP123', role_id: 12345, ...more })
  const scope = () => sandbox.company.roles.get(12345)?.members.get('EMP123')

  test('replaces the scope with the departments of a comma list', async () => {
    expect(await update({ dept_ids: '1231' })).toMatchObject({ errcode: 0, errmsg: 'ok' })
    expect(scope()).toEqual([1231])
    await update({ dept_ids: '11, 20' })
    expect(scope()).toEqual([11, 20])
  })
  test.each([{}, { dept_ids: '' }, { dept_ids: ',' }, { dept_ids: null }])(
    '%j is everybody',
    async none => {
      await update({ dept_ids: '1231' })
      await update(none)
      expect(scope()).toBeUndefined()
    },
  )
  test.each([
    [400002, { dept_ids: [1231] }],
    [400002, { dept_ids: Array(51).fill('1231').join(',') }],
    [60003, { dept_ids: '1231,99' }],
    [40003, { userid: 'nobody' }],
    [46004, { userid: 'outsider001' }],
    [400002, { userid: 'EMP201' }],
    [34018, { role_id: undefined }],
    [60301, { role_id: 77 }],
    [60301, { role_id: 900101 }],
  ])('%i for %j, and nothing changes', async (code, wrong) => {
    const before = scope()
    expect((await update({ dept_ids: '1231', ...wrong })).errcode).toBe(code)
    expect(scope()).toBe(before)
  })
})
