import type { Directory, Role, Scope, UserId, Writers } from '../../../src/core/directory.ts'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import type { BeforeWrite, Clock } from '../../../src/core/ports.ts'
import { type Company, type CompanyRole, departments, home, people, scopeKey } from './company.ts'
import type { Call, Ledger } from './ledger.ts'
import type { Life } from './life.ts'
import { reading, type Trouble, writing } from './mischief.ts'

interface Deps {
  readonly company: Company
  readonly ledger: Ledger
  readonly trouble: Trouble
  readonly clock: Clock
}

/** The company as the robot may look at it. */
export function createDirectory({ company, trouble, clock }: Deps): Directory {
  const read = <T>(look: () => T) => reading(trouble, clock, look)
  const asRole = ({ id, name, groupId }: CompanyRole): Role => {
    const group = company.groups.get(groupId)
    return { id, name, groupId, group: group?.name ?? '', isDefault: group?.isDefault ?? false }
  }
  return {
    roles: {
      groups: () =>
        read(() =>
          [...company.groups.values()].map(group => ({
            ...group,
            roles: [...company.roles.values()]
              .filter(({ groupId }) => groupId === group.id)
              .map(asRole),
          })),
        ),
      get: id =>
        read(() => {
          const role = company.roles.get(id)
          return role && asRole(role)
        }),
      members: id =>
        read(() => ({
          list: [...(company.roles.get(id)?.members ?? [])].map(([userid, scope]) => ({
            userid,
            name: userid,
            scope,
          })),
        })),
    },
    users: {
      get: userid =>
        read(() =>
          people.includes(userid)
            ? { userid, name: userid, departments: [home(userid)], roles: [] }
            : undefined,
        ),
      named: () => read(() => []),
    },
    departments: {
      get: id => read(() => (departments.has(id) ? { id, name: `D${id}` } : undefined)),
      named: () => read(() => []),
      parents: id => read(() => departments.get(id) ?? []),
      parentsOfUser: userid => read(() => [departments.get(home(userid)) ?? []]),
    },
    admins: {
      levels: () =>
        read(() => new Map([...company.admins()].map(([userid, { level }]) => [userid, level]))),
      scope: userid => read(() => company.admins().get(userid)?.scope ?? []),
    },
    rbac: {
      enabled: true,
      list: () => read(() => [...company.adminGroups]),
      get: id => read(() => company.adminGroups.find(group => group.id === id)),
    },
  }
}

/** The company as one robot may change it. Every call is on the ledger, with whether its caller lived to learn what came of it. */
export function createWriters(
  { company, ledger, trouble, clock }: Deps,
  life: Life,
  beforeWrite: BeforeWrite,
): Writers {
  const robot = company.as('robot')

  async function write<T>(
    keys: readonly string[],
    act: () => T,
    other: { half?: () => T; early?: () => T } = {},
  ): Promise<T> {
    await beforeWrite()
    let call: Call | undefined
    try {
      const result = await life.step(() => {
        call = ledger.call(life.owner, keys)
        return writing(trouble, life, clock, act, other)
      })
      if (call) call.answered = true
      return result
    } catch (error) {
      if (call) call.answered = !(error instanceof DingTalkUnreachableError)
      throw error
    }
  }

  const batch =
    (what: 'add' | 'remove') =>
    (id: number, userids: readonly UserId[]): ReturnType<Writers['roles']['add']> => {
      const all = (some: readonly UserId[]) => {
        for (const userid of some) robot[what](id, userid)
        const failed = userids
          .filter(userid => !some.includes(userid))
          .map(userid => ({ userid, code: '34001' }))
        return { done: some, failed }
      }
      return write(
        userids.map(userid => `${what} ${id} ${userid}`),
        () => all(userids),
        {
          half: () => all(userids.slice(0, Math.floor(userids.length / 2))),
          early: () => ({ done: userids, failed: [] }),
        },
      )
    }
  const setScope = (id: number, userid: UserId, scope: Scope) =>
    write([`scope ${id} ${userid} ${scopeKey(scope)}`], () => robot.scope(id, userid, scope), {
      early: () => {},
    })

  return {
    roles: {
      rename: (id, name) =>
        write([`rename ${id} → ${name}`], () => robot.rename(id, name), {
          early: () => {},
        }),
      async setScope(id, userid, ids) {
        if (ids.length === 0) throw new RangeError('a scope of no departments is everybody')
        return setScope(
          id,
          userid,
          ids.map(one => ({ id: one, name: `D${one}` })),
        )
      },
      setScopeToEveryone: (id, userid) => setScope(id, userid, 'everyone'),
      add: batch('add'),
      remove: batch('remove'),
      create: (name, groupId) => write([`create ${name}`], () => robot.create(name, groupId)),
      createGroup: name => write([`group ${name}`], () => robot.createGroup(name)),
      delete: id => write([`delete ${id}`], () => robot.delete(id), { early: () => {} }),
    },
    rbac: {
      create: draft => write([`admin group ${draft.name}`], () => robot.createAdminGroup(draft)),
    },
  }
}

/** A directory that remembers who administers, for five minutes or until it is told. */
export function remembering(directory: Directory, clock: Clock) {
  let levels: { at: number; is: Promise<ReadonlyMap<UserId, 'main' | 'sub'>> } | undefined
  return {
    forget() {
      levels = undefined
    },
    directory: {
      ...directory,
      admins: {
        ...directory.admins,
        levels() {
          const now = clock.now().getTime()
          if (levels && now - levels.at < 300_000) return levels.is
          const is = directory.admins.levels()
          is.catch(() => {
            levels = undefined
          })
          levels = { at: now, is }
          return is
        },
      },
    } satisfies Directory,
  }
}
