import { describe, expect, test } from '@jest/globals'
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
      complete: true,
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
    const { list, complete } = await live.roles.members(id)
    expect(new Set(list.map(({ userid }) => userid)).size).toBe(1050)
    expect(complete).toBe(true)
    expect(wire()).toHaveLength(11)
  })

  test('a role that is none has no members, and says so with its code', async () => {
    const { live } = await inSandbox()
    await expect(live.roles.members(404)).rejects.toMatchObject({ code: '33011', reason: 'input' })
  })
})
