import type { Department, DepartmentReader } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { orAbsent } from './absent.ts'
import { departmentEndpoints } from './department-endpoints.ts'
import { directoryTooLarge } from './directory-too-large.ts'
import { sameName } from './same-name.ts'

const root = 1
const most = 500
/** 60003: department missing; 40009: invalid department id. */
const noSuchDepartment = ['60003', '40009']

export type LiveDepartments = DepartmentReader & {
  /** Every department, the root first; a Refusal beyond 500. */
  all(): Promise<readonly Department[]>
}

/** Departments as DingTalk has them now (openapi.md 4.7 to 4.9). Throws what `call` throws. */
export function createDepartmentReader(openapi: OpenApi): LiveDepartments {
  async function get(id: number): Promise<Department | undefined> {
    const asked = openapi.call(departmentEndpoints.get, { body: { dept_id: id } })
    const found = await orAbsent(asked, noSuchDepartment)
    return found && { id: found.result.dept_id, name: found.result.name }
  }

  async function children(id: number): Promise<readonly Department[]> {
    const { result } = await openapi.call(departmentEndpoints.listsub, { body: { dept_id: id } })
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
      for (const department of fresh) found.set(department.id, department)
      if (found.size > most) throw directoryTooLarge(most)
      level = [...new Set(fresh.map(({ id }) => id))]
    }
    return [...found.values()]
  }

  return {
    get,
    all,
    named: async name => (await all()).filter(department => sameName(department.name, name)),

    async parents(id) {
      const body = { dept_id: id }
      const { result } = await openapi.call(departmentEndpoints.listparentbydept, { body })
      return result.parent_id_list
    },

    async parentsOfUser(userid) {
      const { result } = await openapi.call(departmentEndpoints.listparentbyuser, {
        body: { userid },
      })
      return result.parent_list.map(({ parent_dept_id_list }) => parent_dept_id_list)
    },
  }
}
