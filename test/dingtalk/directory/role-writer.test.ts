import { describe, expect, test } from '@jest/globals'
import { type UserId, userId } from '../../../src/core/directory.ts'
import {
  DingTalkRefusedError,
  DingTalkUnreachableError,
  type Reason,
} from '../../../src/core/errors.ts'
import { inBatches } from '../../../src/dingtalk/directory/role-writer.ts'
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

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => userId.parse(`u${index + 1}`))
const refused = (code: string, reason: Reason) =>
  new DingTalkRefusedError({ api: '/x', code, reason, message: '' })

function sending(refusal: (batch: readonly UserId[], call: number) => Error | undefined) {
  const sizes: number[] = []
  const send = async (batch: readonly UserId[]) => {
    sizes.push(batch.length)
    const error = refusal(batch, sizes.length)
    if (error) throw error
  }
  return { send, sizes }
}

describe('batches', () => {
  test('are of twenty, each person once', async () => {
    const { send, sizes } = sending(() => undefined)
    const { done, failed } = await inBatches([...people(45), ...people(3)], send)
    expect(sizes).toEqual([20, 20, 5])
    expect(done).toEqual(people(45))
    expect(failed).toEqual([])
  })

  test.each([
    ['33012', 'input'],
    ['50002', 'permission'],
    ['999999', 'bug'],
  ] as const)('one bad person (%s) does not fail the other nineteen', async (code, reason) => {
    const bad = userId.parse('u7')
    const { send, sizes } = sending(batch =>
      batch.includes(bad) ? refused(code, reason) : undefined,
    )
    const { done, failed } = await inBatches(people(25), send)
    expect(failed).toEqual([{ userid: bad, code }])
    expect(done).toEqual(people(25).filter(userid => userid !== bad))
    expect(sizes).toEqual([20, ...Array.from({ length: 20 }, () => 1), 5])
  })

  test('a single bad person is a result, not an error', async () => {
    const { send } = sending(() => refused('33012', 'input'))
    const [only] = people(1)
    expect(await inBatches(people(1), send)).toEqual({
      done: [],
      failed: [{ userid: only, code: '33012' }],
    })
  })

  test('a no for everybody is thrown while nothing was done, and told per person afterwards', async () => {
    const never = sending(() => refused('60011', 'permission'))
    await expect(inBatches(people(25), never.send)).rejects.toMatchObject({ code: '60011' })
    expect(never.sizes).toEqual([20])
    const later = sending((_, call) => (call > 1 ? refused('-1', 'busy') : undefined))
    const { done, failed } = await inBatches(people(25), later.send)
    expect(done).toHaveLength(20)
    expect(failed.map(({ code }) => code)).toEqual(['-1', '-1', '-1', '-1', '-1'])
  })

  test('silence is thrown: nobody knows what was done', async () => {
    const { send } = sending((_, call) =>
      call === 2 ? new DingTalkUnreachableError('/x') : undefined,
    )
    await expect(inBatches(people(25), send)).rejects.toThrow(DingTalkUnreachableError)
  })
})
