import { z } from 'zod'
import type { Company } from '../company/company.ts'
import type { Department } from '../company/state.ts'
import { field, number } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'
import { staffOf } from './users.ts'

const scope = 'qyapi_get_department_list'

/** Finds the department, or answers 60003. */
function departmentOf(company: Company, value: unknown): Department {
  const found = company.departments.get(field(number, value, 400002, '参数错误'))
  if (!found) throw new OapiError(60003, '部门不存在')
  return found
}

/** v2/department get and listsub (openapi.md 4.7, 4.8). */
export function departments(company: Company): OapiRoutes {
  const inside = (id: number) =>
    [...company.departments.keys()].filter(other => company.parentsOf(other).includes(id))

  return {
    '/topapi/v2/department/get': {
      method: 'POST',
      scope,
      run({ dept_id }) {
        const { id, name, parentId } = departmentOf(company, dept_id)
        const all = new Set(inside(id).flatMap(company.staffOf))
        return {
          result: {
            dept_id: id,
            name,
            ...(parentId !== undefined && { parent_id: parentId }),
            dept_manager_userid_list: company
              .staffOf(id)
              .filter(({ leads }) => leads.includes(id))
              .map(({ userid }) => userid),
            member_count: all.size,
            owning_member_count: company.staffOf(id).length,
            order: 1,
            hide_dept: false,
            outer_dept: false,
          },
        }
      },
    },
    '/topapi/v2/department/listsub': {
      method: 'POST',
      scope,
      run({ dept_id }) {
        const parent = departmentOf(company, dept_id ?? 1)
        return {
          result: [...company.departments.values()]
            .filter(({ parentId }) => parentId === parent.id)
            .map(({ id, name }) => ({
              dept_id: id,
              name,
              parent_id: parent.id,
              create_dept_group: true,
              auto_add_user: true,
            })),
        }
      },
    },
  }
}

/** listparentbydept and listparentbyuser (openapi.md 4.9): chains up to the root. */
export const departmentParents = (company: Company): OapiRoutes => ({
  '/topapi/v2/department/listparentbydept': {
    method: 'POST',
    scope,
    run: ({ dept_id }) => ({
      result: { parent_id_list: company.parentsOf(departmentOf(company, dept_id).id) },
    }),
  },
  '/topapi/v2/department/listparentbyuser': {
    method: 'POST',
    scope,
    run({ userid }) {
      const person = staffOf(company, userid, 33012)
      return {
        result: {
          parent_list: person.departments.map(id => ({
            parent_dept_id_list: company.parentsOf(id),
          })),
        },
      }
    },
  },
})

/** user/listsimple (openapi.md 4.9): this department only, without its children. */
export const listSimple = (company: Company): OapiRoutes => ({
  '/topapi/user/listsimple': {
    method: 'POST',
    scope: 'qyapi_get_department_member',
    run(fields) {
      const { id } = departmentOf(company, fields.dept_id)
      const cursor = field(
        number.pipe(z.int().min(0).max(100_000)),
        fields.cursor,
        40068,
        '不合法的偏移量',
      )
      const size = field(
        number.pipe(z.int().min(1).max(100)),
        fields.size,
        40069,
        '不合法的分页size',
      )
      const people = company.staffOf(id)
      const has_more = cursor + size < people.length
      const list = people.slice(cursor, cursor + size).map(({ userid, name }) => ({ userid, name }))
      return { result: { has_more, ...(has_more && { next_cursor: cursor + size }), list } }
    },
  },
})
