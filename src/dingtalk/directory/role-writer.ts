import type { RoleWriter } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { inBatches } from './in-batches.ts'
import { roleEndpoints } from './role-endpoints.ts'

const mostDepartments = 50

/** Changes to roles (openapi.md 2.5 to 2.11). Whoever calls has been authorized: DingTalk checks the app, not the person. */
export function createRoleWriter(openapi: OpenApi): RoleWriter {
  return {
    async rename(id, name) {
      await openapi.call(roleEndpoints.updateRole, { body: { roleId: id, roleName: name } })
    },

    async setScope(id, userid, departments) {
      // To DingTalk an empty dept_ids means everybody (openapi.md 2.11).
      if (departments.length === 0) throw new RangeError('a scope of no departments is everybody')
      if (departments.length > mostDepartments) {
        throw new RangeError(`a scope has at most ${mostDepartments} departments`)
      }
      const body = { userid, role_id: id, dept_ids: departments.join(',') }
      await openapi.call(roleEndpoints.scopeUpdate, { body })
    },

    async setScopeToEveryone(id, userid) {
      await openapi.call(roleEndpoints.scopeUpdate, { body: { userid, role_id: id } })
    },

    add: (id, userids) =>
      inBatches(userids, async batch => {
        const body = { roleIds: String(id), userIds: batch.join(',') }
        await openapi.call(roleEndpoints.addrolesforemps, { body })
      }),

    remove: (id, userids) =>
      inBatches(userids, async batch => {
        const body = { roleIds: String(id), userIds: batch.join(',') }
        await openapi.call(roleEndpoints.removerolesforemps, { body })
      }),

    async create(name, groupId) {
      const body = { roleName: name, groupId }
      return (await openapi.call(roleEndpoints.addRole, { body })).roleId
    },

    async createGroup(name) {
      return (await openapi.call(roleEndpoints.addRoleGroup, { body: { name } })).groupId
    },

    async delete(id) {
      await openapi.call(roleEndpoints.deleterole, { body: { role_id: id } })
    },
  }
}
