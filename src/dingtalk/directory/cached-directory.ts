import type {
  Department,
  Directory,
  Level,
  Members,
  Person,
  Role,
  RoleGroup,
  UserId,
} from '../../core/directory.ts'
import type { Clock, Invalidation } from '../../core/ports.ts'
import { createCache } from './cache.ts'
import type { LiveDirectory } from './directory.ts'
import { sameName } from './same-name.ts'
import type { Named } from './users.ts'

const minute = 60_000
/** Rights are asked for anew after five minutes at most, whatever else is remembered (openapi.md 5.4). */
const rights = 5 * minute
const things = 10 * minute
const single = 'all'

/**
 * The same eyes with a memory, for lists and suggestions. `drop` forgets what an event made doubtful, and after a reconnect,
 * when events may have been missed, `'all'`. RBAC is asked for seldom and not kept.
 */
export function createCachedDirectory({
  live,
  clock,
}: {
  live: LiveDirectory
  clock: Pick<Clock, 'now'>
}): Directory & { drop(stale: Invalidation | 'all'): void } {
  const kept = <V>(ttl: number, max: number) => createCache<V>({ ttl, max, clock })

  const groups = kept<readonly RoleGroup[]>(things, 1)
  const role = kept<Role | undefined>(things, 500)
  const members = kept<Members>(minute * 5, 50)
  const person = kept<Person | undefined>(things, 2000)
  const people = kept<readonly Named[]>(things, 1)
  const department = kept<Department | undefined>(things, 1000)
  const departments = kept<readonly Department[]>(things, 1)
  const parents = kept<readonly number[]>(rights, 1000)
  const parentsOfUser = kept<readonly (readonly number[])[]>(rights, 1000)
  const levels = kept<ReadonlyMap<UserId, Level>>(rights, 1)
  const scope = kept<readonly number[]>(rights, 500)

  /** A person's answer names the roles and departments, a role's the people: what goes stale takes both along. */
  const concerned = {
    admins: [levels, scope],
    roles: [groups, role, person],
    members: [members, person],
    users: [person, people, parentsOfUser, members],
    departments: [departments, department, parents, parentsOfUser, people, members, scope],
  } as const satisfies Record<Invalidation, readonly { clear(): void }[]>

  const everybody = () => people.get(single, live.users.all)
  const everyDepartment = () => departments.get(single, live.departments.all)

  return {
    roles: {
      groups: () => groups.get(single, live.roles.groups),
      get: id => role.get(id, () => live.roles.get(id)),
      members: id => members.get(id, () => live.roles.members(id)),
    },
    users: {
      get: userid => person.get(userid, () => live.users.get(userid)),
      named: async name => (await everybody()).filter(found => sameName(found.name, name)),
    },
    departments: {
      get: id => department.get(id, () => live.departments.get(id)),
      named: async name => (await everyDepartment()).filter(found => sameName(found.name, name)),
      parents: id => parents.get(id, () => live.departments.parents(id)),
      parentsOfUser: userid =>
        parentsOfUser.get(userid, () => live.departments.parentsOfUser(userid)),
    },
    admins: {
      levels: () => levels.get(single, live.admins.levels),
      scope: userid => scope.get(userid, () => live.admins.scope(userid)),
    },
    rbac: live.rbac,
    drop(stale) {
      const caches = stale === 'all' ? Object.values(concerned).flat() : concerned[stale]
      for (const cache of caches) cache.clear()
    },
  }
}
