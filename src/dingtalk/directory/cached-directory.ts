import { LRUCache } from 'lru-cache'
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
import { sameName } from '../../core/model/names.ts'
import type { Clock, Invalidation } from '../../core/ports.ts'
import type { LiveDirectory } from './directory.ts'
import type { Named } from './users.ts'

const minuteMs = 60_000
/** Rights are asked for anew after five minutes at most, whatever else is remembered (openapi.md 5.4). */
const rightsTtlMs = 5 * minuteMs
const membersTtlMs = 5 * minuteMs
const directoryTtlMs = 10 * minuteMs
const single = 'all'

/**
 * The readers with a memory, for lists and suggestions. `invalidate` forgets what an event made doubtful, and after a
 * reconnect, when events may have been missed, `'all'`. RBAC is asked for seldom and not kept.
 */
export function createCachedDirectory({
  live,
  clock,
}: {
  live: LiveDirectory
  clock: Pick<Clock, 'now'>
}): Directory & { invalidate(invalidation: Invalidation | 'all'): void } {
  const cache = <V>(ttlMs: number, max: number) => createCache<V>({ ttlMs, max, clock })

  const groups = cache<readonly RoleGroup[]>(directoryTtlMs, 1)
  const role = cache<Role | undefined>(directoryTtlMs, 500)
  const members = cache<Members>(membersTtlMs, 50)
  const person = cache<Person | undefined>(directoryTtlMs, 2000)
  const people = cache<readonly Named[]>(directoryTtlMs, 1)
  const department = cache<Department | undefined>(directoryTtlMs, 1000)
  const departments = cache<readonly Department[]>(directoryTtlMs, 1)
  const parents = cache<readonly number[]>(rightsTtlMs, 1000)
  const parentsOfUser = cache<readonly (readonly number[])[]>(rightsTtlMs, 1000)
  const levels = cache<ReadonlyMap<UserId, Level>>(rightsTtlMs, 1)
  const scope = cache<readonly number[]>(rightsTtlMs, 500)

  /** A person's answer names the roles and departments, a role's the people: what is invalidated takes both along. */
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
    invalidate(invalidation) {
      const caches =
        invalidation === 'all' ? Object.values(concerned).flat() : concerned[invalidation]
      for (const one of caches) one.clear()
    },
  }
}

/**
 * Keeps answers for `ttlMs`, at most `max` of them. Promises are what is kept: who asks meanwhile shares the call, and an
 * answer that was asked for before `clear` cannot come back after it. Failures and "there is none" are not kept.
 */
export function createCache<V>({
  ttlMs,
  max,
  clock,
}: {
  ttlMs: number
  max: number
  clock: Pick<Clock, 'now'>
}) {
  const kept = new LRUCache<string | number, Promise<V>>({
    max,
    ttl: ttlMs,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  })
  return {
    get(key: string | number, load: () => Promise<V>): Promise<V> {
      const known = kept.get(key)
      if (known) return known
      const asked = load()
      kept.set(key, asked)
      const forget = () => {
        if (kept.peek(key) === asked) kept.delete(key)
      }
      asked.then(value => value ?? forget(), forget)
      return asked
    },
    clear: () => kept.clear(),
  }
}
