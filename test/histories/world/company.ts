import type { AdminGroupDraft, Level, Scope, UserId } from '../../../src/core/directory.ts'
import { userId } from '../../../src/core/directory.ts'
import { DingTalkRefusedError } from '../../../src/core/errors.ts'
import type { Ledger } from './ledger.ts'

export const departments: ReadonlyMap<number, readonly number[]> = new Map([
  [1, [1]],
  [10, [10, 1]],
  [11, [11, 10, 1]],
  [20, [20, 1]],
])

/** Everybody, and the department they are in. The first four administer; `listed` is named by the policy. */
const homes = {
  main1: 1,
  main2: 1,
  sub10: 10,
  sub20: 20,
  listed: 20,
  nobody1: 11,
  u1: 11,
  u2: 20,
  u3: 10,
} as const satisfies Record<string, number>

export const people = Object.keys(homes).map(name => userId.parse(name))
export const home = (userid: string): number =>
  new Map<string, number>(Object.entries(homes)).get(userid) ?? 1

export interface CompanyRole {
  readonly id: number
  readonly name: string
  readonly groupId: number
  readonly members: ReadonlyMap<UserId, Scope>
}
export type Admins = ReadonlyMap<
  UserId,
  { readonly level: Level; readonly scope: readonly number[] }
>

export const scopeKey = (scope: Scope) =>
  scope === 'everyone'
    ? 'everyone'
    : scope
        .map(({ id }) => id)
        .sort()
        .join(',')
export const nameFact = ({ id, name }: Pick<CompanyRole, 'id' | 'name'>) => `${id} is ${name}`
export const memberFact = (id: number, userid: string, scope: Scope) =>
  `${userid} has ${id} over ${scopeKey(scope)}`

const no = (code: string) =>
  new DingTalkRefusedError({ api: 'the company', code, reason: 'input', message: 'no' })

export type Company = ReturnType<typeof createCompany>

/** An organisation in memory that keeps DingTalk's rules; every change of it is entered in the ledger. */
export function createCompany(ledger: Ledger) {
  const groups = new Map([
    [100, { id: 100, name: '默认', isDefault: true }],
    [200, { id: 200, name: '职务', isDefault: false }],
  ])
  const role = (id: number, name: string, groupId: number, ...members: string[]): CompanyRole => ({
    id,
    name,
    groupId,
    members: new Map(members.map(member => [userId.parse(member), 'everyone'])),
  })
  const roles = new Map(
    [
      role(7, 'alpha', 200, 'u1', 'u2'),
      role(8, 'beta', 200, 'u3'),
      role(9, 'guarded', 200, 'u1'),
      role(90, 'owner', 100, 'main1'),
    ].map(one => [one.id, one]),
  )
  const adminGroups: (AdminGroupDraft & { id: string })[] = []
  let admins: Admins = new Map([
    [userId.parse('main1'), { level: 'main', scope: [1] }],
    [userId.parse('main2'), { level: 'main', scope: [1] }],
    [userId.parse('sub10'), { level: 'sub', scope: [10] }],
    [userId.parse('sub20'), { level: 'sub', scope: [20] }],
  ])
  const pastAdmins = [{ tick: 0, admins }]
  let ids = 1000

  const find = (id: number) => {
    const found = roles.get(id)
    if (!found) throw no('no such role')
    return found
  }
  const free = (name: string) => {
    if ([...roles.values()].some(one => one.name === name)) throw no('34021')
  }

  function facts(): string[] {
    return [
      ...[...roles.values()].flatMap(one => [
        nameFact(one),
        ...[...one.members].map(([userid, scope]) => memberFact(one.id, userid, scope)),
      ]),
      ...[...groups.values()].map(({ name }) => `group ${name}`),
      ...adminGroups.map(({ name }) => `admin group ${name}`),
    ].sort()
  }

  /** Changes by hand. Each throws DingTalkRefusedError where DingTalk would refuse, and enters nothing where nothing changes. */
  const as = (by: 'robot' | 'outside') => {
    const enter = (key: string, plus: readonly string[], minus: readonly string[]) =>
      ledger.enter({ by, key, plus, minus })
    return {
      rename(id: number, name: string) {
        const one = find(id)
        if (one.name === name) return
        free(name)
        roles.set(id, { ...one, name })
        enter(`rename ${id} → ${name}`, [nameFact({ id, name })], [nameFact(one)])
      },
      add(id: number, userid: UserId) {
        const one = find(id)
        if (one.members.has(userid)) return
        roles.set(id, { ...one, members: new Map([...one.members, [userid, 'everyone']]) })
        enter(`add ${id} ${userid}`, [memberFact(id, userid, 'everyone')], [])
      },
      remove(id: number, userid: UserId) {
        const one = find(id)
        const scope = one.members.get(userid)
        if (scope === undefined) return
        const members = new Map(one.members)
        members.delete(userid)
        roles.set(id, { ...one, members })
        enter(`remove ${id} ${userid}`, [], [memberFact(id, userid, scope)])
      },
      scope(id: number, userid: UserId, scope: Scope) {
        const one = find(id)
        const before = one.members.get(userid)
        if (before === undefined) throw no('not a member')
        if (scopeKey(before) === scopeKey(scope)) return
        roles.set(id, { ...one, members: new Map([...one.members, [userid, scope]]) })
        enter(
          `scope ${id} ${userid} ${scopeKey(scope)}`,
          [memberFact(id, userid, scope)],
          [memberFact(id, userid, before)],
        )
      },
      create(name: string, groupId: number): number {
        free(name)
        const id = ++ids
        roles.set(id, role(id, name, groupId))
        enter(`create ${name}`, [nameFact({ id, name })], [])
        return id
      },
      createGroup(name: string): number {
        if ([...groups.values()].some(one => one.name === name)) throw no('34021')
        const id = ++ids
        groups.set(id, { id, name, isDefault: false })
        enter(`group ${name}`, [`group ${name}`], [])
        return id
      },
      delete(id: number) {
        const one = find(id)
        if (one.members.size > 0) throw no('has members')
        roles.delete(id)
        enter(`delete ${id}`, [], [nameFact(one)])
      },
      /** DingTalk does not say that it refuses a second one of the same name. */
      createAdminGroup(draft: AdminGroupDraft): string {
        const id = `admins${++ids}`
        adminGroups.push({ ...draft, id })
        enter(`admin group ${draft.name}`, [`admin group ${draft.name}`], [])
        return id
      },
    }
  }

  return {
    groups,
    roles,
    adminGroups,
    facts,
    factsAtStart: facts(),
    as,
    admins: () => admins,
    /** Who administered when, oldest first. */
    pastAdmins,
    appoint(userid: UserId, right: { level: Level; scope: readonly number[] } | undefined) {
      const next = new Map(admins)
      if (right) next.set(userid, right)
      else next.delete(userid)
      admins = next
      pastAdmins.push({ tick: ledger.tick(), admins })
    },
  }
}
