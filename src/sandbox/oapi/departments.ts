import type { Department } from '../company/state.ts'
import type { Company } from '../company.ts'
import { number } from './fields.ts'
import { field, OapiNo, type OapiRoutes } from './route.ts'

const scope = 'qyapi_get_department_list'

/** Finds the department, or answers 60003. */
export function departmentOf(company: Company, value: unknown): Department {
  const found = company.departments.get(field(number, value, 400002, '参数错误'))
  if (!found) throw new OapiNo(60003, '部门不存在')
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
