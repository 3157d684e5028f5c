import type { Company } from '../company.ts'
import { departmentOf } from './departments.ts'
import type { OapiRoutes } from './route.ts'
import { staffOf } from './users.ts'

const scope = 'qyapi_get_department_list'

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
