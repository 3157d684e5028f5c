import { describe, expect, test } from '@jest/globals'
import { roleMembers } from '../../../src/dingtalk/directory/role-members.ts'
import { fakeOpenApi } from '../fake-openapi.ts'

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
    const { list, complete } = await roleMembers(role.openapi, 7)
    expect(list).toHaveLength(count)
    expect(new Set(list.map(({ userid }) => userid)).size).toBe(count)
    expect(complete).toBe(true)
    expect(role.calls).toHaveLength(calls)
  })

  test('never more than two pages beyond the last', async () => {
    for (let count = 50; count <= 2050; count += 100) {
      const role = roleOf(count)
      expect((await roleMembers(role.openapi, 7)).list).toHaveLength(count)
      expect(role.calls.length).toBeLessThanOrEqual(Math.ceil(count / 100) + 2)
    }
  })

  test('size and offset always go together', async () => {
    const role = roleOf(350)
    await roleMembers(role.openapi, 7)
    expect(role.calls.map(({ body }) => body)).toEqual(
      [0, 100, 200, 300, 400].map(offset => ({ role_id: 7, size: 100, offset })),
    )
  })

  test('at ten thousand the list ends, and says so', async () => {
    expect((await roleMembers(roleOf(10_000).openapi, 7)).complete).toBe(true)
    const { list, complete } = await roleMembers(roleOf(10_001).openapi, 7)
    expect(list).toHaveLength(10_000)
    expect(complete).toBe(false)
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
    const { list } = await roleMembers(openapi, 7)
    expect(list.map(({ userid }) => userid)).toEqual(['twice', 'at-0', 'at-100'])
  })

  test('an empty page ends it, whatever hasMore says; a failing one fails it', async () => {
    const empty = fakeOpenApi(() => ({ result: { hasMore: true, list: [] } }))
    expect(await roleMembers(empty.openapi, 7)).toEqual({ list: [], complete: true })
    const failing = fakeOpenApi((_, { offset }) => {
      if (offset === 200) throw new Error('lost')
      return { result: { hasMore: true, list: [{ userid: `at-${offset}`, name: 'n' }] } }
    })
    await expect(roleMembers(failing.openapi, 7)).rejects.toThrow('lost')
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
    const { list } = await roleMembers(openapi, 7)
    expect(list.map(({ scope }) => scope)).toEqual([
      'everyone',
      'everyone',
      [{ id: 11, name: '纪检部' }],
    ])
  })
})
