import { z } from 'zod'
import type { Company } from '../company.ts'
import { departmentOf } from './departments.ts'
import { number } from './fields.ts'
import { field, type OapiRoutes } from './route.ts'

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
