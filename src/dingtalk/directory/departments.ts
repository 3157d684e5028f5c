import { z } from 'zod'
import type { Department, DepartmentReader } from '../../core/directory.ts'
import { refuse } from '../../core/errors.ts'
import { sameName } from '../../core/model/names.ts'
import { type OpenApi, oapiRead } from '../openapi/endpoint.ts'
import { orAbsent } from '../openapi/response.ts'
import { wireList, wireNumber } from '../openapi/wire.ts'
import { noSuchUser } from './users.ts'

const department = z.object({ dept_id: wireNumber, name: z.string() })
const chain = wireList(wireNumber)

/** Departments (openapi.md 4.7, 4.8); none is metered. */
const endpoints = {
  get: oapiRead('/topapi/v2/department/get', z.object({ result: department })),
  listsub: oapiRead('/topapi/v2/department/listsub', z.object({ result: wireList(department) })),
  listparentbydept: oapiRead(
    '/topapi/v2/department/listparentbydept',
    z.object({ result: z.object({ parent_id_list: chain }) }),
  ),
  listparentbyuser: oapiRead(
    '/topapi/v2/department/listparentbyuser',
    z.object({
      result: z.object({ parent_list: wireList(z.object({ parent_dept_id_list: chain })) }),
    }),
  ),
} as const

const root = 1
const maxDepartments = 500
/** 60003: department missing; 40009: invalid department id. */
const noSuchDepartment = ['60003', '40009']

export type LiveDepartments = DepartmentReader & {
  /** Every department, the root first; a Refusal beyond 500. */
  all(): Promise<readonly Department[]>
}

/** Departments as DingTalk has them now (openapi.md 4.7 to 4.9). Throws what `call` throws. */
export function createDepartmentReader(openapi: OpenApi): LiveDepartments {
  async function get(id: number): Promise<Department | undefined> {
    const asked = openapi.call(endpoints.get, { body: { dept_id: id } })
    const found = await orAbsent(asked, noSuchDepartment)
    return found && { id: found.result.dept_id, name: found.result.name }
  }

  async function children(id: number): Promise<readonly Department[]> {
    const { result } = await openapi.call(endpoints.listsub, { body: { dept_id: id } })
    return result.map(({ dept_id, name }) => ({ id: dept_id, name }))
  }

  /** Level by level, since listsub gives one level only. */
  async function all(): Promise<readonly Department[]> {
    const top = await get(root)
    const found = new Map<number, Department>(top && [[root, top]])
    let level = [root]
    while (level.length > 0) {
      const below = (await Promise.all(level.map(children))).flat()
      const fresh = below.filter(({ id }) => !found.has(id))
      for (const one of fresh) found.set(one.id, one)
      if (found.size > maxDepartments) throw refuse('directory.tooLarge', { limit: maxDepartments })
      level = [...new Set(fresh.map(({ id }) => id))]
    }
    return [...found.values()]
  }

  return {
    get,
    all,
    named: async name => (await all()).filter(found => sameName(found.name, name)),

    async parents(id) {
      const body = { dept_id: id }
      const { result } = await openapi.call(endpoints.listparentbydept, { body })
      return result.parent_id_list
    },

    async parentsOfUser(userid) {
      const asked = openapi.call(endpoints.listparentbyuser, { body: { userid } })
      // Whoever has left is in no department, and so in no sub administrator's range.
      const found = await orAbsent(asked, noSuchUser)
      return found?.result.parent_list.map(one => one.parent_dept_id_list) ?? []
    },
  }
}
