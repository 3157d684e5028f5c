import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import { inSandbox, post } from '../in-sandbox.ts'

const boss = userId.parse('boss001')
const accountant = userId.parse('EMP123')
const manager = userId.parse('manager4220')
const stranger = userId.parse('nobody-here')

describe('changing roles', () => {
  test('update_role, without topapi', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    await writers.roles.rename(1203141, '财务部')
    expect(wire()).toEqual([post('/role/update_role', { roleId: 1203141, roleName: '财务部' })])
    expect(sandbox.company.roles.get(1203141)?.name).toBe('财务部')
  })

  test('add_role and add_role_group, without topapi', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    const groupId = await writers.roles.createGroup('门店')
    const id = await writers.roles.create('店长', groupId)
    expect(wire()).toEqual([
      post('/role/add_role_group', { name: '门店' }),
      post('/role/add_role', { roleName: '店长', groupId }),
    ])
    expect(sandbox.company.roles.get(id)).toMatchObject({ name: '店长', groupId })
  })

  test('deleterole', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    const { id } = sandbox.company.addRole('空', 900400)
    await writers.roles.delete(id)
    expect(wire()).toEqual([post('/topapi/role/deleterole', { role_id: id })])
    expect(sandbox.company.roles.has(id)).toBe(false)
    await expect(writers.roles.delete(1203141)).rejects.toMatchObject({ code: '400002' })
    await expect(writers.roles.delete(900101)).rejects.toMatchObject({ code: '23004' })
  })

  test('addrolesforemps and removerolesforemps: comma-joined, twenty a call', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    expect(await writers.roles.add(12345, [boss, manager])).toEqual({
      done: [boss, manager],
      failed: [],
    })
    await writers.roles.remove(12345, [boss])
    expect(wire()).toEqual([
      post('/topapi/role/addrolesforemps', { roleIds: '12345', userIds: 'boss001,manager4220' }),
      post('/topapi/role/removerolesforemps', { roleIds: '12345', userIds: 'boss001' }),
    ])
    expect([...(sandbox.company.roles.get(12345)?.members.keys() ?? [])]).toEqual([
      'EMP123',
      'manager4220',
    ])
  })

  test('one bad id does not fail the others of its batch', async () => {
    const { sandbox, writers } = await inSandbox()
    const { done, failed } = await writers.roles.add(12345, [boss, stranger, manager])
    expect(done).toEqual([boss, manager])
    expect(failed).toEqual([{ userid: stranger, code: '33012' }])
    expect(sandbox.company.roles.get(12345)?.members.size).toBe(3)
  })

  test('a batch done by half is done wholly by its repeat', async () => {
    const { sandbox, writers, slept } = await inSandbox()
    sandbox.faults.set('half-batch', { times: 1 })
    expect((await writers.roles.add(12345, [boss, manager])).done).toEqual([boss, manager])
    expect(sandbox.company.roles.get(12345)?.members.size).toBe(3)
    expect(slept).toEqual([500])
  })

  test('where the answer is lost, the change is not made twice', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    sandbox.faults.set('lose-answer', { path: '/topapi/role/addrolesforemps' })
    await expect(writers.roles.add(12345, [boss])).rejects.toThrow(DingTalkUnreachableError)
    expect(wire()).toHaveLength(1)
  })

  test.each([
    ['/role/add_role', 1],
    ['/role/update_role', 2],
  ] as const)('busy: %s is sent %i times', async (path, times) => {
    const { sandbox, writers, wire } = await inSandbox()
    sandbox.faults.set('busy', { path, times: 1 })
    const change =
      path === '/role/add_role'
        ? writers.roles.create('店长', 900400).then(
            () => 'done',
            error => error.reason,
          )
        : writers.roles.rename(1203141, '财务部').then(() => 'done')
    expect(await change).toBe(times === 1 ? 'busy' : 'done')
    expect(wire()).toHaveLength(times)
  })
})

describe('the management scope', () => {
  test('scope/update names its departments in one string', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    await writers.roles.setScope(1203142, accountant, [11, 1231])
    expect(wire()).toEqual([
      post('/topapi/role/scope/update', {
        userid: 'EMP123',
        role_id: 1203142,
        dept_ids: '11,1231',
      }),
    ])
    expect(sandbox.company.roles.get(1203142)?.members.get('EMP123')).toEqual([11, 1231])
  })

  test('only setScopeToEveryone leaves dept_ids out', async () => {
    const { sandbox, writers, wire } = await inSandbox()
    await writers.roles.setScopeToEveryone(1203141, manager)
    expect(wire()).toEqual([
      post('/topapi/role/scope/update', { userid: 'manager4220', role_id: 1203141 }),
    ])
    expect(sandbox.company.roles.get(1203141)?.members.get('manager4220')).toBeUndefined()
  })

  test('no departments, or too many, are never sent', async () => {
    const { sandbox, writers } = await inSandbox()
    const many = Array.from({ length: 51 }, (_, index) => index + 1)
    await expect(writers.roles.setScope(1203141, manager, [])).rejects.toThrow(RangeError)
    await expect(writers.roles.setScope(1203141, manager, many)).rejects.toThrow(RangeError)
    expect(sandbox.calls).toEqual([])
    expect(sandbox.company.roles.get(1203141)?.members.get('manager4220')).toEqual([11])
  })
})
