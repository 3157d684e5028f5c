import type { Role } from '../company/state.ts'
import type { Company } from '../company.ts'
import { number } from './fields.ts'
import { field, OapiNo } from './route.ts'

/** Finds the role, or answers 33011. */
export function roleOf(company: Company, value: unknown): Role {
  const id = field(number, value, 33011, '无效的roleId')
  const role = company.roles.get(id)
  if (!role) throw new OapiNo(33011, '无效的roleId')
  return role
}
