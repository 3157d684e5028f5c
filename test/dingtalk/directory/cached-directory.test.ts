import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import type { Invalidation } from '../../../src/core/ports.ts'
import { createCachedDirectory } from '../../../src/dingtalk/directory/cached-directory.ts'
import { inSandbox } from '../in-sandbox.ts'
import { stillClock } from '../scripted.ts'

const manager = userId.parse('manager4220')
const minute = 60_000

async function cached() {
  const { sandbox, live, wire } = await inSandbox()
  const { clock, advance } = stillClock()
  const directory = createCachedDirectory({ live, clock })
  /** The paths called by `act`, each once, without /topapi/. */
  const calledBy = async (act: () => Promise<unknown>) => {
    const before = wire().length
    await act()
    const paths = wire()
      .slice(before)
      .map(({ path }) => path.replace('/topapi/', ''))
    return [...new Set(paths)].sort()
  }
  const everything = async () => {
    await directory.roles.groups()
    await directory.roles.get(1203141)
    await directory.roles.members(1203141)
    await directory.users.get(manager)
    await directory.users.named('李伟')
    await directory.departments.get(11)
    await directory.departments.named('财务部')
    await directory.departments.parents(11)
    await directory.departments.parentsOfUser(manager)
    await directory.admins.levels()
    await directory.admins.scope(manager)
  }
  return { sandbox, directory, calledBy, everything, advance }
}

describe('the cached directory', () => {
  test('answers the second time without a call, and as the first time', async () => {
    const { directory, calledBy, everything } = await cached()
    await everything()
    expect(await calledBy(everything)).toEqual([])
    expect((await directory.admins.levels()).get(manager)).toBe('sub')
    expect(await directory.users.named('李伟')).toHaveLength(2)
    expect(await directory.departments.named('财务部')).toEqual([{ id: 30, name: '财务部' }])
  })

  test('rights are asked for anew after five minutes, everything after ten', async () => {
    const { calledBy, everything, advance } = await cached()
    await everything()
    advance(5 * minute + 1)
    expect(await calledBy(everything)).toEqual([
      'role/simplelist',
      'user/get_admin_scope',
      'user/listadmin',
      'v2/department/listparentbydept',
      'v2/department/listparentbyuser',
    ])
    advance(5 * minute)
    expect(await calledBy(everything)).toContain('role/list')
  })

  test.each([
    ['admins', ['user/get_admin_scope', 'user/listadmin']],
    ['roles', ['role/getrole', 'role/getrolegroup', 'role/list', 'v2/user/get']],
    ['members', ['role/simplelist', 'v2/user/get']],
  ] as const satisfies readonly (readonly [Invalidation, readonly string[]])[])(
    'drop(%s) forgets what it concerns',
    async (stale, paths) => {
      const { directory, calledBy, everything } = await cached()
      await everything()
      directory.drop(stale)
      expect(await calledBy(everything)).toEqual(paths)
    },
  )

  test('drop(all) forgets everything', async () => {
    const { directory, calledBy, everything } = await cached()
    const first = await calledBy(everything)
    directory.drop('all')
    expect(await calledBy(everything)).toEqual(first)
  })

  test('two who ask at once make one call', async () => {
    const { sandbox, directory } = await cached()
    await Promise.all([directory.admins.levels(), directory.admins.levels()])
    expect(sandbox.calls.filter(({ path }) => path === '/topapi/user/listadmin')).toHaveLength(1)
  })

  test('a failure is asked for again', async () => {
    const { sandbox, directory } = await cached()
    sandbox.faults.set('permission-missing', { path: '/topapi/user/listadmin', times: 1 })
    await expect(directory.admins.levels()).rejects.toMatchObject({ code: '60011' })
    expect((await directory.admins.levels()).size).toBe(4)
  })
})
