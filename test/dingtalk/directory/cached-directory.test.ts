import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import type { Invalidation } from '../../../src/core/ports.ts'
import {
  createCache,
  createCachedDirectory,
} from '../../../src/dingtalk/directory/cached-directory.ts'
import { inSandbox } from '../in-sandbox.ts'
import { stillClock } from '../scripted.ts'

const manager = userId.parse('manager4220')
const minuteMs = 60_000

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
    advance(5 * minuteMs + 1)
    expect(await calledBy(everything)).toEqual([
      'role/simplelist',
      'user/get_admin_scope',
      'user/listadmin',
      'v2/department/listparentbydept',
      'v2/department/listparentbyuser',
    ])
    advance(5 * minuteMs)
    expect(await calledBy(everything)).toContain('role/list')
  })

  test.each([
    ['admins', ['user/get_admin_scope', 'user/listadmin']],
    ['roles', ['role/getrole', 'role/getrolegroup', 'role/list', 'v2/user/get']],
    ['members', ['role/simplelist', 'v2/user/get']],
  ] as const satisfies readonly (readonly [Invalidation, readonly string[]])[])(
    'invalidate(%s) forgets what it concerns',
    async (invalidation, paths) => {
      const { directory, calledBy, everything } = await cached()
      await everything()
      directory.invalidate(invalidation)
      expect(await calledBy(everything)).toEqual(paths)
    },
  )

  test('invalidate(all) forgets everything', async () => {
    const { directory, calledBy, everything } = await cached()
    const first = await calledBy(everything)
    directory.invalidate('all')
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

function counting(max = 10) {
  const { clock, advance } = stillClock()
  const cache = createCache<string | undefined>({ ttlMs: 1000, max, clock })
  const asked: string[] = []
  const get = (key: string, answer: string | Error = key) =>
    cache.get(key, async () => {
      asked.push(key)
      if (answer instanceof Error) throw answer
      return answer
    })
  return { cache, get, asked, advance }
}

describe('cache', () => {
  test('who asks at the same time shares one call', async () => {
    const { get, asked } = counting()
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a', 'a', 'b'])
    expect(asked).toEqual(['a', 'b'])
  })

  test('an answer is kept until its time is over', async () => {
    const { get, asked, advance } = counting()
    await get('a')
    advance(1000)
    await get('a')
    expect(asked).toEqual(['a'])
    advance(1)
    await get('a')
    expect(asked).toEqual(['a', 'a'])
  })

  test('neither a failure nor "there is none" is kept', async () => {
    const { get, asked } = counting()
    await expect(get('a', new Error('lost'))).rejects.toThrow('lost')
    expect(await get('a')).toBe('a')
    const none = counting()
    await none.cache.get('x', async () => undefined)
    await none.get('x')
    expect(none.asked).toEqual(['x'])
    expect(asked).toEqual(['a', 'a'])
  })

  test('holds so many and no more', async () => {
    const { get, asked } = counting(2)
    for (const key of ['a', 'b', 'c', 'c', 'a']) await get(key)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
  })

  test('what was asked for before it was cleared does not come back afterwards', async () => {
    const { cache } = counting()
    let answer: (value: string) => void = () => undefined
    const old = cache.get('a', () => new Promise(resolve => (answer = resolve)))
    cache.clear()
    expect(await cache.get('a', async () => 'new')).toBe('new')
    answer('old')
    expect(await old).toBe('old')
    expect(await cache.get('a', async () => 'newer')).toBe('new')
  })
})
