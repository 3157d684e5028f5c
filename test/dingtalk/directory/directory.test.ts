import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import { inSandbox, post } from '../in-sandbox.ts'

const manager = userId.parse('manager4220')

describe('people', () => {
  test('v2/user/get: one person with departments and roles', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.users.get(manager)).toEqual({
      userid: 'manager4220',
      name: '小钉',
      title: 'IT 经理',
      departments: [1, 11],
      roles: expect.arrayContaining([{ id: 1203141, name: '财务', group: '职务' }]),
    })
    expect(wire()).toEqual([post('/topapi/v2/user/get', { userid: 'manager4220' })])
    expect(await live.users.get(userId.parse('nobody-here'))).toBeUndefined()
    expect(await live.users.get(userId.parse('outsider001'))).toBeUndefined()
  })

  test('a userid longer than 2^53 stays what it is', async () => {
    const { live } = await inSandbox()
    const long = userId.parse('01234567890123456789')
    expect((await live.users.get(long))?.userid).toBe('01234567890123456789')
  })

  test('by name: listsimple for every department, each person once', async () => {
    const { live, wire } = await inSandbox()
    const found = await live.users.named('李伟')
    expect(found.map(({ userid }) => userid).sort()).toEqual(['EMP201', 'EMP202'])
    const asked = wire().filter(({ path }) => path === '/topapi/user/listsimple')
    expect(asked).toHaveLength(9)
    expect(asked[0]).toEqual(post('/topapi/user/listsimple', { dept_id: 1, cursor: 0, size: 100 }))
    expect(await live.users.named('Ｊａｎｅ　Ｄｏｅ')).toEqual([
      { userid: 'EMP203', name: 'Jane Doe' },
    ])
    expect(await live.users.named('Jane')).toEqual([])
  })

  test('by name: a department of more than a page', async () => {
    const { sandbox, live, wire } = await inSandbox()
    sandbox.company.addCrowdedRole('全员', 900400, 250)
    expect(await live.users.named('员工0250')).toHaveLength(1)
    const pages = wire().filter(({ body }) =>
      JSON.stringify(body).includes('"dept_id":20,"cursor"'),
    )
    expect(pages.map(({ body }) => body)).toEqual(
      [0, 100, 200].map(cursor => ({ dept_id: 20, cursor, size: 100 })),
    )
  })
})

describe('departments', () => {
  test('get, and the chains of parents', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.departments.get(111)).toEqual({ id: 111, name: '审计组' })
    expect(await live.departments.get(404)).toBeUndefined()
    expect(await live.departments.parents(111)).toEqual([111, 11, 1])
    expect(await live.departments.parentsOfUser(manager)).toEqual([[1], [11, 1]])
    expect(wire()).toEqual([
      post('/topapi/v2/department/get', { dept_id: 111 }),
      post('/topapi/v2/department/get', { dept_id: 404 }),
      post('/topapi/v2/department/listparentbydept', { dept_id: 111 }),
      post('/topapi/v2/department/listparentbyuser', { userid: 'manager4220' }),
    ])
  })

  test('by name: listsub, level by level', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.departments.named('桌面支持')).toEqual([{ id: 12310, name: '桌面支持' }])
    expect(await live.departments.named('星河贸易')).toEqual([{ id: 1, name: '星河贸易' }])
    expect(wire()[1]).toEqual(post('/topapi/v2/department/listsub', { dept_id: 1 }))
  })

  test('an organisation too large to walk through is said to be', async () => {
    const { sandbox, live } = await inSandbox()
    for (let id = 5000; id < 5500; id++) {
      sandbox.company.departments.set(id, { id, name: `门店${id}`, parentId: 20 })
    }
    await expect(live.departments.named('桌面支持')).rejects.toMatchObject({
      reason: { key: 'directory.tooLarge', params: { limit: 500 } },
    })
  })
})

describe('administrators', () => {
  test('listadmin gives the levels, get_admin_scope the departments', async () => {
    const { live, wire } = await inSandbox()
    expect(await live.admins.levels()).toEqual(
      new Map([
        ['boss001', 'main'],
        ['boss002', 'main'],
        ['manager4220', 'sub'],
        ['manager5310', 'sub'],
      ]),
    )
    expect(await live.admins.scope(manager)).toEqual([11])
    expect(wire()).toEqual([
      post('/topapi/user/listadmin', {}),
      post('/topapi/user/get_admin_scope', { userid: 'manager4220' }),
    ])
  })
})

test('auth/scopes is a GET: what the app may see', async () => {
  const { apps, wire } = await inSandbox()
  expect(await apps.scopes()).toEqual({
    departments: [1],
    users: [],
    fields: ['name', 'userid', 'title'],
  })
  expect(wire()).toEqual([{ method: 'GET', path: '/auth/scopes', token: 'query', body: undefined }])
})
