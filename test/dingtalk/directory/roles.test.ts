import { describe, expect, test } from '@jest/globals'
import { createRoleReader } from '../../../src/dingtalk/directory/roles.ts'
import { fakeOpenApi } from '../fake-openapi.ts'
import { inSandbox, post } from '../in-sandbox.ts'

describe('reading roles', () => {
  test('role/list: every group with its roles', async () => {
    const { live, wire } = await inSandbox()
    const groups = await live.roles.groups()
    expect(wire()).toEqual([post('/topapi/role/list', { size: 200, offset: 0 })])
    expect(groups.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['默认', true],
      ['职务', false],
      ['行业', false],
      ['项目', false],
    ])
    expect(groups[1]?.roles[0]).toEqual({
      id: 1203141,
      name: '财务',
      groupId: 900200,
      group: '职务',
      isDefault: false,
    })
    expect(groups[3]?.roles).toEqual([])
  })

  test('role/list: a group that two pages share is one group', async () => {
    const { sandbox, live, wire } = await inSandbox()
    for (let n = 0; n < 250; n++) sandbox.company.addRole(`岗位${n}`, 900400)
    const groups = await live.roles.groups()
    expect(wire().map(({ body }) => body)).toEqual([
      { size: 200, offset: 0 },
      { size: 200, offset: 200 },
    ])
    expect(groups).toHaveLength(4)
    expect(groups.find(({ id }) => id === 900400)?.roles).toHaveLength(250)
  })

  test('getrole and getrolegroup: one role, of the default group or not', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.roles.get(1203141)).toEqual({
      id: 1203141,
      name: '财务',
      groupId: 900200,
      group: '职务',
      isDefault: false,
    })
    expect(wire()).toEqual([
      post('/topapi/role/getrole', { roleId: 1203141 }),
      post('/topapi/role/getrolegroup', { group_id: 900200 }),
    ])
    expect(await live.roles.get(900104)).toMatchObject({ name: '子管理员', isDefault: true })
    expect(await live.roles.get(404)).toBeUndefined()
  })

  test('simplelist: members with their management scope', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.roles.members(1203141)).toEqual({
      list: [
        { userid: 'manager4220', name: '小钉', scope: [{ id: 11, name: '纪检部' }] },
        { userid: '01234567890123456789', name: '赵敏', scope: 'everyone' },
      ],
    })
    expect(wire()).toEqual([
      post('/topapi/role/simplelist', { role_id: 1203141, size: 100, offset: 0 }),
    ])
  })

  test('simplelist: 1,050 members take 11 calls', async () => {
    const { sandbox, live, wire } = await inSandbox()
    const { id } = sandbox.company.addCrowdedRole('全员', 900400, 1050)
    const { list } = await live.roles.members(id)
    expect(new Set(list.map(({ userid }) => userid)).size).toBe(1050)
    expect(wire()).toHaveLength(11)
  })

  test('a role that is none has no members, and says so with its code', async () => {
    const { live } = await inSandbox()
    await expect(live.roles.members(404)).rejects.toMatchObject({ code: '33011', reason: 'input' })
  })
})

function roleOf(count: number) {
  const people = Array.from({ length: count }, (_, index) => ({ userid: `u${index}`, name: 'n' }))
  return fakeOpenApi((_, { size, offset }) => {
    const start = Number(offset)
    const end = start + Number(size)
    // Beyond the end DingTalk's answer is not documented; the error is the worse case.
    if (start >= count && start > 0) throw new Error('40068')
    return { result: { hasMore: end < count, list: people.slice(start, end) } }
  })
}

describe('the members of a role', () => {
  test.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [500, 5],
    [1050, 11],
  ])('%i members take %i calls', async (count, calls) => {
    const role = roleOf(count)
    const { list } = await createRoleReader(role.openapi).members(7)
    expect(list).toHaveLength(count)
    expect(new Set(list.map(({ userid }) => userid)).size).toBe(count)
    expect(role.calls).toHaveLength(calls)
  })

  test('never more than two pages beyond the last', async () => {
    for (let count = 50; count <= 2050; count += 100) {
      const role = roleOf(count)
      expect((await createRoleReader(role.openapi).members(7)).list).toHaveLength(count)
      expect(role.calls.length).toBeLessThanOrEqual(Math.ceil(count / 100) + 2)
    }
  })

  test('size and offset always go together', async () => {
    const role = roleOf(350)
    await createRoleReader(role.openapi).members(7)
    expect(role.calls.map(({ body }) => body)).toEqual(
      [0, 100, 200, 300, 400].map(offset => ({ role_id: 7, size: 100, offset })),
    )
  })

  test('is read to its end; what has no end in sight is refused, and never cut', async () => {
    expect((await createRoleReader(roleOf(10_001).openapi).members(7)).list).toHaveLength(10_001)
    const endless = createRoleReader(roleOf(100_001).openapi).members(7)
    await expect(endless).rejects.toMatchObject({
      reason: { key: 'role.members.tooMany', params: { count: 100_000 } },
    })
  })

  test('who comes twice, because somebody left meanwhile, is there once', async () => {
    const { openapi } = fakeOpenApi((_, { offset }) => ({
      result: {
        hasMore: offset === 0,
        list: [
          { userid: 'twice', name: 'n' },
          { userid: `at-${offset}`, name: 'n' },
        ],
      },
    }))
    const { list } = await createRoleReader(openapi).members(7)
    expect(list.map(({ userid }) => userid)).toEqual(['twice', 'at-0', 'at-100'])
  })

  test('an empty page ends it, whatever hasMore says; a failing one fails it', async () => {
    const empty = fakeOpenApi(() => ({ result: { hasMore: true, list: [] } }))
    expect(await createRoleReader(empty.openapi).members(7)).toEqual({ list: [] })
    const failing = fakeOpenApi((_, { offset }) => {
      if (offset === 200) throw new Error('lost')
      return { result: { hasMore: true, list: [{ userid: `at-${offset}`, name: 'n' }] } }
    })
    await expect(createRoleReader(failing.openapi).members(7)).rejects.toThrow('lost')
  })

  test('a missing or empty management scope is everyone, not no one', async () => {
    const { openapi } = fakeOpenApi(() => ({
      result: {
        hasMore: false,
        list: [
          { userid: 'a', name: 'A' },
          { userid: 'b', name: 'B', manageScopes: [] },
          { userid: 'c', name: 'C', manageScopes: [{ dept_id: '11', name: '纪检部' }] },
        ],
      },
    }))
    const { list } = await createRoleReader(openapi).members(7)
    expect(list.map(({ scope }) => scope)).toEqual([
      'everyone',
      'everyone',
      [{ id: 11, name: '纪检部' }],
    ])
  })
})
