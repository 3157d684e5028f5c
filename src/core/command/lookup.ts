import type {
  AdminReader,
  Department,
  DepartmentReader,
  Directory,
  Person,
  RbacReader,
  Role,
  RoleGroup,
  RoleReader,
  UserReader,
} from '../directory.ts'
import { userId } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { Arguments } from '../model/change.ts'
import { digitsIn, plainName, sameName } from '../model/names.ts'
import { suggest } from '../parse/suggest.ts'
import type { Arg, Kind } from './args.ts'

/** The directory, able to find by what people type: an id or a name. Whoever writes digits means an id. */
export interface Lookup {
  readonly roles: RoleReader & {
    find(ref: string): Promise<Role>
    findGroup(ref: string): Promise<RoleGroup>
  }
  readonly users: UserReader & { find(ref: string): Promise<Person> }
  readonly departments: DepartmentReader & { find(ref: string): Promise<Department> }
  readonly admins: AdminReader
  readonly rbac: RbacReader
  /** Arguments with the ids of what was found for them here, in place of the names that were typed. */
  asIds(syntax: readonly Arg[], said: Arguments): Arguments
}

/** How to find one of a kind: by an id (undefined where it is none), by a name (or a Refusal). */
interface Ways<T> {
  byId(id: string): Promise<T | undefined>
  byName(name: string): Promise<T>
  idOf(one: T): number | string
}

/**
 * Adds `find` to each reader. Every miss is a `Refusal` that says what was looked for and what is near. What is stored names
 * things by id: `inIds`, nothing is looked for by its name, which may be another's by now.
 */
export function createLookup(
  { roles, users, departments, admins, rbac }: Directory,
  { inIds = false } = {},
): Lookup {
  const found = new Map<string, string>()

  async function find<T>(kind: Kind, ref: string, { byId, byName, idOf }: Ways<T>): Promise<T> {
    const quoted = nameInQuotes(ref)
    const digits = inIds ? undefined : digitsIn(ref)
    const known = quoted === undefined ? await byId(digits ?? ref) : undefined
    if (!known && quoted === undefined) {
      if (inIds) throw refuse(`gone.${kind}`, { id: ref })
      if (digits !== undefined) throw refuse(`unknownId.${kind}`, { id: digits })
    }
    const one = known ?? (await byName(quoted ?? ref))
    found.set(`${kind} ${ref}`, String(idOf(one)))
    return one
  }

  return {
    admins,
    rbac,
    roles: {
      ...roles,
      find: ref =>
        find('role', ref, {
          byId: async id => (isNumber(id) ? roles.get(Number(id)) : undefined),
          idOf: ({ id }) => id,
          async byName(role) {
            const all = (await roles.groups()).flatMap(group => group.roles)
            const [one, ...others] = all.filter(({ name }) => sameName(name, role))
            if (!one) {
              const names = all.map(({ name }) => plainName(name))
              const near = suggest(plainName(role), names)
              throw near === undefined
                ? refuse('role.unknown', { role })
                : refuse('role.unknown.near', { role, near })
            }
            if (others.length > 0)
              throw refuse('role.ambiguous', {
                role,
                candidates: [one, ...others].map(({ id, group }) => `${id} (${group})`).join(', '),
              })
            return one
          },
        }),
      findGroup: ref =>
        find('group', ref, {
          byId: async id => (await roles.groups()).find(group => String(group.id) === id),
          idOf: ({ id }) => id,
          async byName(group) {
            const groups = await roles.groups()
            const [one, ...others] = groups.filter(({ name }) => sameName(name, group))
            if (!one)
              throw refuse('group.unknown', {
                group,
                groups: groups.map(({ name }) => name).join(', '),
              })
            if (others.length > 0)
              throw refuse('group.ambiguous', { group, candidates: idsOf([one, ...others]) })
            return one
          },
        }),
    },
    users: {
      ...users,
      find: ref =>
        find('user', ref, {
          byId: id => users.get(userId.parse(id)),
          idOf: ({ userid }) => userid,
          async byName(user) {
            const [one, ...others] = await users.named(user)
            if (one && others.length > 0)
              throw refuse('user.ambiguous', {
                user,
                candidates: [one, ...others].map(({ userid }) => userid).join(', '),
              })
            const person = one && (await users.get(one.userid))
            if (!person) throw refuse('user.unknown', { user })
            return person
          },
        }),
    },
    departments: {
      ...departments,
      find: ref =>
        find('department', ref, {
          byId: async id => (isNumber(id) ? departments.get(Number(id)) : undefined),
          idOf: ({ id }) => id,
          async byName(department) {
            const [one, ...others] = await departments.named(department)
            if (!one) throw refuse('department.unknown', { department })
            if (others.length > 0)
              throw refuse('department.ambiguous', {
                department,
                candidates: idsOf([one, ...others]),
              })
            return one
          },
        }),
    },
    asIds: (syntax, said) =>
      Object.fromEntries(
        Object.entries(said).map(([name, value]) => {
          const kind = syntax.find(arg => arg.name === name)?.refersTo
          const inId = (ref: string) => found.get(`${kind} ${ref}`) ?? ref
          if (value === true) return [name, value]
          return [name, typeof value === 'string' ? inId(value) : value.map(inId)]
        }),
      ),
  }
}

/** A name that is made of digits keeps its quotes as an argument, so that it is not taken for an id: `"777"`. */
export const inQuotes = (name: string): string => `"${name}"`

/** The name of digits in its quotes; undefined for everything else. */
export const nameInQuotes = (ref: string): string | undefined => /^"(\p{Nd}+)"$/u.exec(ref)?.[1]

/** What a number can hold exactly. */
const isNumber = (ref: string) => /^\d{1,15}$/u.test(ref)

const idsOf = (all: readonly { readonly id: number }[]) => all.map(({ id }) => id).join(', ')
