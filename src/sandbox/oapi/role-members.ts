import type { Company } from '../company.ts'
import type { Faults } from '../faults.ts'
import { batch } from './fields.ts'
import { OapiNo, type OapiRoutes } from './route.ts'

const scope = 'qyapi_manage_addresslist'

/** addrolesforemps and removerolesforemps (openapi.md 2.9, 2.10). */
export function roleMembers({ company, faults }: { company: Company; faults: Faults }): OapiRoutes {
  const rolesOf = (value: unknown) =>
    batch(value, 20, 33011, '无效的roleIds').map(text => {
      const role = /^\d+$/.test(text) ? company.roles.get(Number(text)) : undefined
      // The group 默认 is set elsewhere, never by this call; its code is not documented.
      if (!role || role.derived) throw new OapiNo(33011, `无效的roleId: ${text}`)
      return role.id
    })
  const usersOf = (value: unknown, max: number) =>
    batch(value, max, 33012, '无效的userIds').map(userid => {
      if (!company.persons.get(userid)?.staff) throw new OapiNo(33012, `无效的userid: ${userid}`)
      return userid
    })
  const move = (
    path: string,
    max: number,
    act: (roleIds: number[], userids: string[]) => void,
  ): OapiRoutes[string] => ({
    method: 'POST',
    scope,
    run({ roleIds, userIds }) {
      const roles = rolesOf(roleIds)
      const userids = usersOf(userIds, max)
      if (faults.strike('half-batch', path)) {
        act(roles, userids.slice(0, Math.ceil(userids.length / 2)))
        throw new OapiNo(-1, '系统繁忙')
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
