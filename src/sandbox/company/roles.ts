import type { Changed, CompanyState, DerivedRole, Person, Role, RoleGroup } from './state.ts'

const derivations = {
  owner: person => person.boss,
  leader: person => person.leads.length > 0,
  main: person => person.admin?.level === 1,
  sub: person => person.admin?.level === 2,
} as const satisfies Record<DerivedRole, (person: Person) => boolean>

const label = (role: Role, deleted = false) =>
  JSON.stringify({
    id: role.id,
    name: role.name,
    parentId: role.groupId,
    deleted,
    hidden: false,
    level: 1,
    scope: 1,
    color: -11687445,
    extraInfo: {},
  })

/** The roles of the company: every change pushes the label events of DingTalk's contact events. */
export function createRoles(state: CompanyState, changed: Changed) {
  let nextId = 1_203_200
  const freshId = () => {
    do nextId += 1
    while (state.roles.has(nextId) || state.groups.has(nextId))
    return nextId
  }
  const role = (id: number): Role => {
    const found = state.roles.get(id)
    if (!found) throw new Error(`no role ${id}`)
    return found
  }
  const membership = (action: 'add' | 'remove', labelIdList: number[], userIdList: string[]) => {
    if (userIdList.length > 0)
      changed({ eventType: 'label_user_change', data: { userIdList, action, labelIdList } })
  }

  return {
    /** Who has the role, in order; a role of the group 默认 follows from what people are. */
    membersOf(id: number): [person: Person, scope: number[] | undefined][] {
      const { derived, members } = role(id)
      const staff = [...state.persons.values()].filter(person => person.staff)
      if (derived) return staff.filter(derivations[derived]).map(person => [person, undefined])
      return [...members].flatMap(([userid, scope]) => {
        const person = state.persons.get(userid)
        return person ? [[person, scope] satisfies [Person, number[] | undefined]] : []
      })
    },
    rolesOf(userid: string): Role[] {
      const person = state.persons.get(userid)
      return [...state.roles.values()].filter(({ derived, members }) =>
        derived ? person !== undefined && derivations[derived](person) : members.has(userid),
      )
    },
    addGroup(name: string): RoleGroup {
      const group = { id: freshId(), name }
      state.groups.set(group.id, group)
      changed({ eventType: 'label_conf_add', data: { scope: '1', labelIdList: [group.id] } })
      return group
    },
    addRole(name: string, groupId: number, members: readonly string[] = [], id = freshId()): Role {
      const added: Role = {
        id,
        name,
        groupId,
        derived: undefined,
        members: new Map(members.map(userid => [userid, undefined])),
      }
      state.roles.set(id, added)
      changed({ eventType: 'label_conf_add', data: { scope: '1', labelIdList: [id] } })
      membership('add', [id], [...members])
      return added
    },
    renameRole(id: number, name: string) {
      const renamed = role(id)
      const preLabelList = [label(renamed)]
      renamed.name = name
      changed({
        eventType: 'label_conf_modify',
        data: { preLabelList, postLabelList: [label(renamed)], scope: '1', labelIdList: [id] },
      })
    },
    deleteRole(id: number) {
      if (state.roles.delete(id))
        changed({ eventType: 'label_conf_del', data: { labelIdList: [id] } })
    },
    /** Throws for somebody who is not there; whoever has the role already keeps the scope. */
    addMembers(ids: readonly number[], userids: readonly string[]) {
      for (const userid of userids)
        if (!state.persons.has(userid)) throw new Error(`no person ${userid}`)
      for (const { members } of ids.map(role))
        for (const userid of userids) if (!members.has(userid)) members.set(userid, undefined)
      membership('add', [...ids], [...userids])
    },
    removeMembers(ids: readonly number[], userids: readonly string[]) {
      for (const { members } of ids.map(role)) for (const userid of userids) members.delete(userid)
      membership('remove', [...ids], [...userids])
    },
    /** `undefined` is everybody. DingTalk documents no event for it. */
    setScope(id: number, userid: string, scope: number[] | undefined) {
      role(id).members.set(userid, scope)
      changed({})
    },
  }
}
