import { z } from 'zod'
import {
  type Member,
  type Members,
  type Role,
  type RoleGroup,
  type RoleReader,
  type UserId,
  userId,
} from '../../core/directory.ts'
import { refuse } from '../../core/errors.ts'
import { sameName } from '../../core/model/names.ts'
import { type OpenApi, oapiRead } from '../openapi/endpoint.ts'
import { orAbsent } from '../openapi/response.ts'
import { wireFlag, wireList, wireNumber } from '../openapi/wire.ts'

const roleList = oapiRead(
  '/topapi/role/list',
  z.object({
    result: z.object({
      hasMore: wireFlag,
      list: wireList(
        z.object({
          groupId: wireNumber,
          name: z.string(),
          roles: wireList(z.object({ id: wireNumber, name: z.string() })),
        }),
      ),
    }),
  }),
)

const getrole = oapiRead(
  '/topapi/role/getrole',
  z.object({ role: z.object({ groupId: wireNumber, name: z.string() }) }),
)

const getrolegroup = oapiRead(
  '/topapi/role/getrolegroup',
  z.object({
    role_group: z.object({
      group_name: z.string(),
      roles: wireList(z.object({ role_id: wireNumber, role_name: z.string() })),
    }),
  }),
)

const simplelist = oapiRead(
  '/topapi/role/simplelist',
  z.object({
    result: z.object({
      hasMore: wireFlag,
      list: wireList(
        z.object({
          userid: userId,
          name: z.string(),
          manageScopes: wireList(z.object({ dept_id: wireNumber, name: z.string() })),
        }),
      ),
    }),
  }),
)

/** 33011: invalid role id. */
const noSuchRole = ['33011']

const rolesPerPage = 200
const maxRolePages = 50
const defaultGroups = ['默认', 'Default'] as const

/** simplelist's largest page (openapi.md 2.3). */
const membersPerPage = 100
/** 100,000 members: half of a minute at 20 calls a second and more. Whoever is asked about a larger role is refused. */
const maxMemberPages = 1000
/** As many as may be in flight for one API, so that a wave is one round trip. */
const pagesPerWave = 3
/** The first page says whether there are more, the second that it is no small role; from then on in parallel. */
const pagesAlone = 2

/** Roles as DingTalk has them now (openapi.md 2.1 to 2.4), asked anew each time. Throws what `call` throws. */
export function createRoleReader(openapi: OpenApi): RoleReader {
  return {
    groups: () => roleGroups(openapi),

    async get(id) {
      const found = await orAbsent(openapi.call(getrole, { body: { roleId: id } }), noSuchRole)
      if (!found) return undefined
      const { groupId, name } = found.role
      // getrole names neither the role's id nor its group (openapi.md 2.2).
      const { role_group } = await openapi.call(getrolegroup, { body: { group_id: groupId } })
      const group = role_group.group_name
      return { id, name, groupId, group, isDefault: isDefaultGroup(group) }
    },

    members: id => roleMembers(openapi, id),
  }
}

/** The ids of the default group differ per organisation; its name is what tells it (openapi.md 2.0). */
function isDefaultGroup(name: string): boolean {
  return defaultGroups.some(known => sameName(known, name))
}

/**
 * Every group with its roles, from role/list at 200 a page. Whether a page counts groups or roles is not documented, so a group
 * may come twice and is merged by its id (openapi.md 2.1). Throws a Refusal beyond 50 pages.
 */
async function roleGroups(openapi: OpenApi): Promise<readonly RoleGroup[]> {
  const groups = new Map<number, { name: string; roles: Map<number, string> }>()
  for (let page = 0; page < maxRolePages; page++) {
    const body = { size: rolesPerPage, offset: page * rolesPerPage }
    const { result } = await openapi.call(roleList, { body })
    for (const { groupId, name, roles } of result.list) {
      const group = groups.get(groupId) ?? { name, roles: new Map<number, string>() }
      groups.set(groupId, group)
      for (const role of roles) group.roles.set(role.id, role.name)
    }
    if (!result.hasMore || result.list.length === 0) {
      return [...groups].map(([id, { name, roles }]) => roleGroup(id, name, roles))
    }
  }
  throw refuse('directory.tooLarge', { limit: maxRolePages * rolesPerPage })
}

function roleGroup(groupId: number, group: string, roles: ReadonlyMap<number, string>): RoleGroup {
  const isDefault = isDefaultGroup(group)
  const list = [...roles].map(([id, name]): Role => ({ id, name, groupId, group, isDefault }))
  return { id: groupId, name: group, isDefault, roles: list }
}

/**
 * A role's members, merged by userid; a Refusal beyond 100,000. Size and offset always go together, and
 * nobody says beforehand how many there are: pages are asked for in waves of 1, 1, 3, 3, 3 …, so that the page after the
 * last is asked for at most twice, never for up to 200 members, and 1,050 members take exactly 11 calls.
 */
async function roleMembers(openapi: OpenApi, id: number): Promise<Members> {
  const members = new Map<UserId, Member>()

  async function page(number: number) {
    const body = { role_id: id, size: membersPerPage, offset: number * membersPerPage }
    return (await openapi.call(simplelist, { body })).result
  }

  for (let next = 0; next < maxMemberPages; ) {
    const wave = Math.min(next < pagesAlone ? 1 : pagesPerWave, maxMemberPages - next)
    const asked = Array.from({ length: wave }, (_, index) => page(next + index))
    for (const answer of await Promise.allSettled(asked)) {
      // Pages are judged in their order: one beyond the last may answer anything.
      if (answer.status === 'rejected') throw answer.reason
      for (const { userid, name, manageScopes } of answer.value.list) {
        const departments = manageScopes.map(scope => ({ id: scope.dept_id, name: scope.name }))
        const scope = departments.length === 0 ? 'everyone' : departments
        members.set(userid, { userid, name, scope })
      }
      const isLast = !answer.value.hasMore || answer.value.list.length === 0
      if (isLast) return { list: [...members.values()] }
    }
    next += wave
  }
  throw refuse('role.members.tooMany', { count: maxMemberPages * membersPerPage })
}
