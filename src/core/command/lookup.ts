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
import { plainName, sameName } from '../model/names.ts'
import { suggest } from '../parse/suggest.ts'

/** The directory, able to find by what people type: an id or a name. */
export interface Lookup {
  readonly roles: RoleReader & {
    find(ref: string): Promise<Role>
    findGroup(ref: string): Promise<RoleGroup>
  }
  readonly users: UserReader & { find(ref: string): Promise<Person> }
  readonly departments: DepartmentReader & { find(ref: string): Promise<Department> }
  readonly admins: AdminReader
  readonly rbac: RbacReader
}

const isId = (ref: string) => /^\d{1,15}$/u.test(ref)

/** Adds `find` to each reader. Every miss is a `Refusal` that says what was looked for and what is near. */
export function createLookup(directory: Directory): Lookup {
  const { roles, users, departments } = directory

  return {
    admins: directory.admins,
    rbac: directory.rbac,
    roles: {
      ...roles,
      async find(ref) {
        const byId = isId(ref) ? await roles.get(Number(ref)) : undefined
        if (byId) return byId
        const all = (await roles.groups()).flatMap(group => group.roles)
        const [found, ...others] = all.filter(role => sameName(role.name, ref))
        if (!found) {
          const near = suggest(
            plainName(ref),
            all.map(role => plainName(role.name)),
          )
          throw near === undefined
            ? refuse('role.unknown', { role: ref })
            : refuse('role.unknown.near', { role: ref, near })
        }
        if (others.length > 0)
          throw refuse('role.ambiguous', {
            role: ref,
            candidates: [found, ...others].map(role => `${role.id} (${role.group})`).join(', '),
          })
        return found
      },
      async findGroup(ref) {
        const groups = await roles.groups()
        const byId = isId(ref) ? groups.find(group => group.id === Number(ref)) : undefined
        if (byId) return byId
        const [found, ...others] = groups.filter(group => sameName(group.name, ref))
        if (!found)
          throw refuse('group.unknown', {
            group: ref,
            groups: groups.map(group => group.name).join(', '),
          })
        if (others.length > 0)
          throw refuse('group.ambiguous', {
            group: ref,
            candidates: [found, ...others].map(group => group.id).join(', '),
          })
        return found
      },
    },
    users: {
      ...users,
      async find(ref) {
        const byId = await users.get(userId.parse(ref))
        if (byId) return byId
        const [found, ...others] = await users.named(ref)
        if (others.length > 0 && found)
          throw refuse('user.ambiguous', {
            user: ref,
            candidates: [found, ...others].map(person => person.userid).join(', '),
          })
        const person = found && (await users.get(found.userid))
        if (!person) throw refuse('user.unknown', { user: ref })
        return person
      },
    },
    departments: {
      ...departments,
      async find(ref) {
        const byId = isId(ref) ? await departments.get(Number(ref)) : undefined
        if (byId) return byId
        const [found, ...others] = await departments.named(ref)
        if (!found) throw refuse('department.unknown', { department: ref })
        if (others.length > 0)
          throw refuse('department.ambiguous', {
            department: ref,
            candidates: [found, ...others].map(department => department.id).join(', '),
          })
        return found
      },
    },
  }
}
