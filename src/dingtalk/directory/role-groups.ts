import type { Role, RoleGroup } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { directoryTooLarge } from './directory-too-large.ts'
import { roleEndpoints } from './role-endpoints.ts'
import { sameName } from './same-name.ts'

const size = 200
const mostPages = 50
const defaults = ['默认', 'Default'] as const

/** The ids of the default group differ per organisation; its name is what tells it (openapi.md 2.0). */
export function isDefaultGroup(name: string): boolean {
  return defaults.some(known => sameName(known, name))
}

/**
 * Every group with its roles, from role/list at 200 a page. Whether a page counts groups or roles is not documented, so a group
 * may come twice and is merged by its id (openapi.md 2.1). Throws a Refusal beyond 50 pages.
 */
export async function roleGroups(openapi: OpenApi): Promise<readonly RoleGroup[]> {
  const groups = new Map<number, { name: string; roles: Map<number, string> }>()
  for (let page = 0; page < mostPages; page++) {
    const body = { size, offset: page * size }
    const { result } = await openapi.call(roleEndpoints.list, { body })
    for (const { groupId, name, roles } of result.list) {
      const group = groups.get(groupId) ?? { name, roles: new Map<number, string>() }
      groups.set(groupId, group)
      for (const role of roles) group.roles.set(role.id, role.name)
    }
    if (!result.hasMore || result.list.length === 0) {
      return [...groups].map(([id, { name, roles }]) => named(id, name, roles))
    }
  }
  throw directoryTooLarge(mostPages * size)
}

function named(groupId: number, group: string, roles: ReadonlyMap<number, string>): RoleGroup {
  const isDefault = isDefaultGroup(group)
  const list = [...roles].map(([id, name]): Role => ({ id, name, groupId, group, isDefault }))
  return { id: groupId, name: group, isDefault, roles: list }
}
