import { z } from 'zod'
import type { BatchResult, RoleWriter, UserId } from '../../core/directory.ts'
import { DingTalkRefusedError } from '../../core/errors.ts'
import type { OpenApi, Repeat } from '../openapi/endpoint.ts'
import { nothing, wireNumber } from '../openapi/wire.ts'

/** The role calls that write (openapi.md 2): none is metered, all are POST, and three paths have no topapi. */
function write<T extends z.ZodType>(path: `/${string}`, repeat: Repeat, answer: T) {
  return { family: 'oapi', method: 'POST', path, metered: false, repeat, answer } as const
}

/** A second role of the same name answers 34021; yet what was "busy" may have been done, so it is not repeated. */
const addRole = write('/role/add_role', 'write', z.object({ roleId: wireNumber }))
const addRoleGroup = write('/role/add_role_group', 'write', z.object({ groupId: wireNumber }))

const updateRole = write('/role/update_role', 'idempotent-write', nothing)
const deleterole = write('/topapi/role/deleterole', 'idempotent-write', nothing)
const addrolesforemps = write('/topapi/role/addrolesforemps', 'idempotent-write', nothing)
const removerolesforemps = write('/topapi/role/removerolesforemps', 'idempotent-write', nothing)
const scopeUpdate = write('/topapi/role/scope/update', 'idempotent-write', nothing)

const maxDepartments = 50
/** People a call: of the two calls the smaller limit (openapi.md 2.9, 2.10). */
const batchSize = 20

/** Changes to roles (openapi.md 2.5 to 2.11). Whoever calls has been authorized: DingTalk checks the app, not the person. */
export function createRoleWriter(openapi: OpenApi): RoleWriter {
  return {
    async rename(id, name) {
      await openapi.call(updateRole, { body: { roleId: id, roleName: name } })
    },

    async setScope(id, userid, departments) {
      // To DingTalk an empty dept_ids means everybody (openapi.md 2.11).
      if (departments.length === 0) throw new RangeError('a scope of no departments is everybody')
      if (departments.length > maxDepartments) {
        throw new RangeError(`a scope has at most ${maxDepartments} departments`)
      }
      const body = { userid, role_id: id, dept_ids: departments.join(',') }
      await openapi.call(scopeUpdate, { body })
    },

    async setScopeToEveryone(id, userid) {
      await openapi.call(scopeUpdate, { body: { userid, role_id: id } })
    },

    add: (id, userids) =>
      inBatches(userids, async batch => {
        const body = { roleIds: String(id), userIds: batch.join(',') }
        await openapi.call(addrolesforemps, { body })
      }),

    remove: (id, userids) =>
      inBatches(userids, async batch => {
        const body = { roleIds: String(id), userIds: batch.join(',') }
        await openapi.call(removerolesforemps, { body })
      }),

    async create(name, groupId) {
      return (await openapi.call(addRole, { body: { roleName: name, groupId } })).roleId
    },

    async createGroup(name) {
      return (await openapi.call(addRoleGroup, { body: { name } })).groupId
    },

    async delete(id) {
      await openapi.call(deleterole, { body: { role_id: id } })
    },
  }
}

/**
 * Sends people in batches of 20 and says how it went for each. A batch is answered with one code for all, so one that is refused
 * over its content is sent again person by person. Throws DingTalkRefusedError where nothing was done yet and the refusal is
 * for everybody (a permission, the quota), and always DingTalkUnreachableError: only reading tells what happened then.
 */
export async function inBatches(
  userids: readonly UserId[],
  send: (batch: readonly UserId[]) => Promise<void>,
): Promise<BatchResult> {
  const done: UserId[] = []
  const failed: { userid: UserId; code: string }[] = []

  async function attempt(batch: readonly UserId[]): Promise<void> {
    try {
      await send(batch)
      done.push(...batch)
    } catch (error) {
      if (!(error instanceof DingTalkRefusedError)) throw error
      const isOurs = isAboutSomebody(error)
      if (isOurs && batch.length > 1) {
        for (const userid of batch) await attempt([userid])
      } else if (isOurs || done.length > 0) {
        failed.push(...batch.map(userid => ({ userid, code: error.code })))
      } else {
        throw error
      }
    }
  }

  const once = [...new Set(userids)]
  for (let start = 0; start < once.length; start += batchSize) {
    await attempt(once.slice(start, start + batchSize))
  }
  return { done, failed }
}

/** A bad id, a person outside the app's range (50002), or a code that no document names. */
function isAboutSomebody({ code, reason }: DingTalkRefusedError): boolean {
  return reason === 'input' || reason === 'bug' || code === '50002'
}
