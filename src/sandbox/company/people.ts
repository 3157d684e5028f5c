import type { AdminRight, Changed, CompanyState, Department, Person } from './state.ts'

type NewPerson = Pick<Person, 'userid' | 'name'> & Partial<Person>

/** Persons, administrators and departments; every change pushes DingTalk's contact events. */
export function createPeople(state: CompanyState, changed: Changed, now: () => number) {
  const stamp = () => String(now())
  const parentsOf = (id: number): number[] => {
    const parent = state.departments.get(id)?.parentId
    return parent === undefined ? [id] : [id, ...parentsOf(parent)]
  }
  const person = (userid: string): Person => {
    const found = state.persons.get(userid)
    if (!found) throw new Error(`no person ${userid}`)
    return found
  }

  return {
    addPerson({ userid, name, ...more }: NewPerson): Person {
      const added: Person = {
        title: '',
        corpId: state.corpId,
        staff: true,
        departments: [1],
        leads: [],
        boss: false,
        admin: undefined,
        ...more,
        userid,
        name,
      }
      state.persons.set(userid, added)
      changed({ eventType: 'user_add_org', data: { timeStamp: stamp(), userId: [userid] } })
      return added
    },
    renamePerson(userid: string, name: string) {
      const renamed = person(userid)
      const diffInfo = { prev: { name: renamed.name }, curr: { name }, userid }
      renamed.name = name
      changed({
        eventType: 'user_modify_org',
        data: { timeStamp: stamp(), diffInfo, userId: [userid] },
      })
    },
    removePerson(userid: string) {
      state.persons.delete(userid)
      for (const role of state.roles.values()) role.members.delete(userid)
      changed({ eventType: 'user_leave_org', data: { timeStamp: stamp(), userId: [userid] } })
    },
    addAdmin(userid: string, admin: AdminRight) {
      person(userid).admin = admin
      changed({ eventType: 'org_admin_add', data: { timeStamp: stamp(), userId: [userid] } })
    },
    removeAdmin(userid: string) {
      person(userid).admin = undefined
      changed({ eventType: 'org_admin_remove', data: { timeStamp: stamp(), userId: [userid] } })
    },
    addDepartment(department: Department) {
      state.departments.set(department.id, department)
      changed({ eventType: 'org_dept_create', data: { deptId: [department.id] } })
    },
    renameDepartment(id: number, name: string) {
      const department = state.departments.get(id)
      if (!department) throw new Error(`no department ${id}`)
      department.name = name
      changed({ eventType: 'org_dept_modify', data: { deptId: [id] } })
    },
    removeDepartment(id: number) {
      state.departments.delete(id)
      changed({ eventType: 'org_dept_remove', data: { deptId: [id] } })
    },
    /** The chain up to the root: the department itself first, 1 last. */
    parentsOf,
    /** Staff of exactly this department, without its children. */
    staffOf(id: number): Person[] {
      return [...state.persons.values()].filter(
        ({ staff, departments }) => staff && departments.includes(id),
      )
    },
  }
}
