import { z } from 'zod'
import type { Company } from '../company/company.ts'
import { field, number, text } from './fields.ts'
import { roleOf } from './role-reads.ts'
import { OapiError, type OapiRoutes } from './route.ts'

const scope = 'qyapi_manage_addresslist'

/** add_role, update_role, deleterole, add_role_group (openapi.md 2.5 to 2.8). */
export function roleWrites(company: Company): OapiRoutes {
  // Whether names are unique in the organisation or in the group is unknown; the narrower reading refuses more.
  const refuseTaken = (name: string, id?: number) => {
    for (const role of company.roles.values())
      if (role.name === name && role.id !== id) throw new OapiError(34021, '角色名称已存在')
  }
  const isDefault = (groupId: number) =>
    [...company.roles.values()].some(role => role.derived && role.groupId === groupId)

  return {
    '/role/add_role': {
      method: 'POST',
      scope,
      run({ roleName, groupId }) {
        const name = field(text, roleName, 34018, '角色信息不能为空')
        const group = field(number, groupId, 34018, '角色信息不能为空')
        if (!company.groups.has(group) || isDefault(group))
          throw new OapiError(34020, '无效的角色组id')
        refuseTaken(name)
        return { roleId: company.addRole(name, group).id }
      },
    },
    '/role/update_role': {
      method: 'POST',
      scope,
      run({ roleId, roleName }) {
        field(z.union([number, text]), roleId, 660000, '参数为空')
        const name = field(text, roleName, 660000, '参数为空')
        const role = roleOf(company, roleId)
        // The document only says that the default group is not allowed; 33011 is the one code of its table that fits.
        if (role.derived) throw new OapiError(33011, '无效的roleId')
        refuseTaken(name, role.id)
        company.renameRole(role.id, name)
        return {}
      },
    },
    '/topapi/role/deleterole': {
      method: 'POST',
      scope,
      run({ role_id }) {
        const role = roleOf(company, role_id)
        if (role.derived) throw new OapiError(23004, '系统标签不允许编辑')
        // Documented as refused; its code is not.
        if (role.members.size > 0) throw new OapiError(400002, '角色下存在成员，请先移除成员')
        company.deleteRole(role.id)
        return { errmsg: undefined }
      },
    },
    '/role/add_role_group': {
      method: 'POST',
      scope,
      run: ({ name }) => ({
        groupId: company.addGroup(field(text, name, 34018, '角色信息不能为空')).id,
      }),
    },
  }
}
