import type { Company } from '../company.ts'
import { commaList, number, text } from './fields.ts'
import { field, OapiNo, type OapiRoutes } from './route.ts'

/** role/scope/update (openapi.md 2.11): replaces the scope. */
export const roleScope = (company: Company): OapiRoutes => ({
  '/topapi/role/scope/update': {
    method: 'POST',
    scope: 'qyapi_manage_addresslist',
    run(fields) {
      const userid = field(text, fields.userid, 40003, '无效的userid')
      const roleId = field(number, fields.role_id, 34018, 'role_id不能为空')
      const role = company.roles.get(roleId)
      if (!role || role.derived) throw new OapiNo(60301, '无效的role_id')
      const person = company.persons.get(userid)
      if (!person) throw new OapiNo(40003, '无效的userid')
      if (!person.staff) throw new OapiNo(46004, '员工不在企业中')
      // "The user must already have the role" has no code of its own in the document.
      if (!role.members.has(userid)) throw new OapiNo(400002, '参数错误：员工没有该角色')
      const joined = field(commaList.nullish(), fields.dept_ids, 400002, '参数错误') ?? []
      if (joined.length > 50) throw new OapiNo(400002, '参数错误：dept_ids最多50个')
      for (const id of joined)
        if (!/^\d+$/.test(id) || !company.departments.has(Number(id)))
          throw new OapiNo(60003, '部门不存在')
      // Left out or empty means all users (KB:0095): the trap that every client has to guard against.
      const departments = joined.length === 0 ? undefined : [...new Set(joined.map(Number))]
      company.setScope(roleId, userid, departments)
      return { errcode: '0' }
    },
  },
})
