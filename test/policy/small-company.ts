import type { Directory, Level, UserId } from '../../src/core/directory.ts'
import { userId } from '../../src/core/directory.ts'

/** Everybody who matters to rights, named for what they are. `Target` is whose membership changes, in department 111. */
export const people = {
  main: { level: 'main' },
  otherMain: { level: 'main' },
  /** Manages 11, and so 111 under it. */
  inside: { level: 'sub', scope: [11] },
  otherInside: { level: 'sub', scope: [1] },
  /** Manages 20, where nobody is whom the change concerns. */
  outside: { level: 'sub', scope: [20] },
  /** No administrator; the policy names them. */
  listed: {},
  nobody: {},
} as const satisfies Record<string, { level?: Level; scope?: readonly number[] }>

export type Who = keyof typeof people
export const everyone = Object.keys(people).filter((who): who is Who => Object.hasOwn(people, who))
export const target = userId.parse('target')

const parents: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  11: [11, 1],
  111: [111, 11, 1],
  20: [20, 1],
}
const scopes = new Map(
  everyone.map(who => {
    const person: { level?: Level; scope?: readonly number[] } = people[who]
    return [userId.parse(who), person.scope ?? []]
  }),
)
const none = async () => {
  throw new Error('rights ask for nothing else')
}

/** The directory as far as rights read it; `without` have left. */
export function smallCompany(without: readonly Who[] = []): Directory {
  const here = everyone.filter(who => !without.includes(who))
  const levels = new Map(
    here.flatMap((who): [UserId, Level][] => {
      const person: { level?: Level } = people[who]
      return person.level === undefined ? [] : [[userId.parse(who), person.level]]
    }),
  )
  return {
    admins: {
      levels: async () => levels,
      scope: async userid => scopes.get(userid) ?? [],
    },
    departments: {
      get: none,
      named: none,
      parents: async id => parents[id] ?? [],
      parentsOfUser: async () => [parents[111] ?? []],
    },
    roles: { groups: none, get: none, members: none },
    users: { get: none, named: none },
    rbac: { enabled: false, list: none, get: none },
  }
}
