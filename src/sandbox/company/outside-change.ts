import { z } from 'zod'
import type { Company } from './company.ts'

const id = z.int()
const userid = z.string()

/** What somebody does by hand "in the admin console": DingTalk changes, and pushes its events, without any API call. */
export const outsideChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('rename-role'), id, name: z.string().min(1) }),
  z.object({ change: z.literal('delete-role'), id }),
  z.object({ change: z.literal('add-role'), name: z.string().min(1), groupId: id }),
  z.object({
    change: z.literal('add-crowded-role'),
    name: z.string().min(1),
    groupId: id,
    count: z.int().min(1).max(5000),
  }),
  z.object({ change: z.literal('add-member'), id, userid }),
  z.object({ change: z.literal('remove-member'), id, userid }),
  z.object({ change: z.literal('set-scope'), id, userid, departments: z.array(id).nullable() }),
  z.object({
    change: z.literal('add-admin'),
    userid,
    level: z.union([z.literal(1), z.literal(2)]),
    scope: z.array(id).default([1]),
  }),
  z.object({ change: z.literal('remove-admin'), userid }),
  z.object({ change: z.literal('rename-person'), userid, name: z.string().min(1) }),
  z.object({ change: z.literal('remove-person'), userid }),
  z.object({ change: z.literal('rename-department'), id, name: z.string().min(1) }),
])

export type OutsideChange = z.output<typeof outsideChange>

/** Does it; throws where the role, person or department does not exist. */
export function changeOutside(company: Company, wanted: OutsideChange): void {
  switch (wanted.change) {
    case 'rename-role':
      company.renameRole(wanted.id, wanted.name)
      break
    case 'delete-role':
      company.deleteRole(wanted.id)
      break
    case 'add-role':
      company.addRole(wanted.name, wanted.groupId)
      break
    case 'add-crowded-role':
      company.addCrowdedRole(wanted.name, wanted.groupId, wanted.count)
      break
    case 'add-member':
      company.addMembers([wanted.id], [wanted.userid])
      break
    case 'remove-member':
      company.removeMembers([wanted.id], [wanted.userid])
      break
    case 'set-scope':
      company.setScope(wanted.id, wanted.userid, wanted.departments ?? undefined)
      break
    case 'add-admin':
      company.addAdmin(wanted.userid, { level: wanted.level, scope: wanted.scope })
      break
    case 'remove-admin':
      company.removeAdmin(wanted.userid)
      break
    case 'rename-person':
      company.renamePerson(wanted.userid, wanted.name)
      break
    case 'remove-person':
      company.removePerson(wanted.userid)
      break
    case 'rename-department':
      company.renameDepartment(wanted.id, wanted.name)
      break
  }
}
