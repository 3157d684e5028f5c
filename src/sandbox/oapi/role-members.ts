import type { Company } from '../company/company.ts'
import type { Faults } from '../faults.ts'
import { batch, commaList, field, number, text } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'

const scope = 'qyapi_manage_addresslist'

/** addrolesforemps and removerolesforemps (openapi.md 2.9, 2.10). */
export function roleMembers({ company, faults }: { company: Company; faults: Faults }): OapiRoutes {
  const rolesOf = (value: unknown) =>
    batch(value, 20, 33011, '无效的roleIds').map(text => {
      const role = /^\d+$/.test(text) ? company.roles.get(Number(text)) : undefined
      // The group 默认 is set elsewhere, never by this call; its code is not documented.
      if (!role || role.derived) throw new OapiError(33011, `无效的roleId: ${text}`)
      return role.id
    })
  const usersOf = (value: unknown, most: number) =>
    batch(value, most, 33012, '无效的userIds').map(userid => {
      if (!company.persons.get(userid)?.staff) throw new OapiError(33012, `无效的userid: ${userid}`)
      return userid
    })
  const move = (
    path: string,
    most: number,
    act: (roleIds: number[], userids: string[]) => void,
  ): OapiRoutes[string] => ({
    method: 'POST',
    scope,
    run({ roleIds, userIds }) {
      const roles = rolesOf(roleIds)
      const userids = usersOf(userIds, most)
      if (faults.strike('half-batch', path)) {
        act(roles, userids.slice(0, Math.ceil(userids.length / 2)))
        throw new OapiError(-1, '系统繁忙')
      }
      act(roles, userids)
      return { errmsg: undefined }
    },
  })

  return {
    '/topapi/role/addrolesforemps': move('/topapi/role/addrolesforemps', 20, company.addMembers),
    '/topapi/role/removerolesforemps': move(
      '/topapi/role/removerolesforemps',
      100,
      company.removeMembers,
    ),
  }
}

const mostDepartments = 50

/** role/scope/update (openapi.md 2.11): replaces the scope. */
export const roleScope = (company: Company): OapiRoutes => ({
  '/topapi/role/scope/update': {
    method: 'POST',
    scope: 'qyapi_manage_addresslist',
    run(fields) {
      const userid = field(text, fields.userid, 40003, '无效的userid')
      const roleId = field(number, fields.role_id, 34018, 'role_id不能为空')
      const role = company.roles.get(roleId)
      if (!role || role.derived) throw new OapiError(60301, '无效的role_id')
      const person = company.persons.get(userid)
      if (!person) throw new OapiError(40003, '无效的userid')
      if (!person.staff) throw new OapiError(46004, '员工不在企业中')
      // "The user must already have the role" has no code of its own in the document.
      if (!role.members.has(userid)) throw new OapiError(400002, '参数错误：员工没有该角色')
      const joined = field(commaList.nullish(), fields.dept_ids, 400002, '参数错误') ?? []
      if (joined.length > mostDepartments) throw new OapiError(400002, '参数错误：dept_ids最多50个')
      for (const id of joined)
        if (!/^\d+$/.test(id) || !company.departments.has(Number(id)))
          throw new OapiError(60003, '部门不存在')
      // Left out or empty means all users (KB:0095): the trap that every client has to guard against.
      const departments = joined.length === 0 ? undefined : [...new Set(joined.map(Number))]
      company.setScope(roleId, userid, departments)
      return {}
    },
  },
})
