import { adminGroups, corpId, departments, groups, persons, roles } from './seed.ts'
import type { CompanyState } from './state.ts'

/** The company as it is at the start; nothing of it is shared with another one. */
export const freshState = (): CompanyState => ({
  corpId,
  departments: new Map(departments.map(department => [department.id, { ...department }])),
  persons: new Map(
    persons.map(
      ({ corpId: otherCorp, admin, leads = [], boss = false, departments, ...person }) => [
        person.userid,
        {
          ...person,
          corpId: otherCorp ?? corpId,
          staff: otherCorp === undefined,
          departments: [...departments],
          leads: [...leads],
          boss,
          admin: admin && { ...admin, scope: [...admin.scope] },
        },
      ],
    ),
  ),
  groups: new Map(groups.map(group => [group.id, { ...group }])),
  roles: new Map(
    roles.map(({ id, name, groupId, derived, members = [] }) => [
      id,
      {
        id,
        name,
        groupId,
        derived,
        members: new Map(members.map(([userid, scope]) => [userid, scope && [...scope]])),
      },
    ]),
  ),
  adminGroups: new Map(adminGroups.map(group => [group.id, structuredClone(group)])),
})
