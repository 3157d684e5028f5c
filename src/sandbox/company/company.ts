import { freshState } from './fresh-state.ts'
import { createPeople } from './people.ts'
import { createRoles } from './roles.ts'
import type { Change, Changed } from './state.ts'

/**
 * An invented organisation, fresh at every call. Its maps are live and may be read at will; change it through the
 * functions, which tell the listeners what DingTalk would push.
 */
export function createCompany(now: () => number = Date.now) {
  const state = freshState()
  const listeners = new Set<Changed>()
  const changed = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const people = createPeople(state, changed, now)
  const roles = createRoles(state, changed)

  return {
    ...state,
    ...people,
    ...roles,
    onChange(listener: Changed) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** A role with `count` invented members, named CROWD0001 and up: for roles that need more than one page. */
    addCrowdedRole(name: string, groupId: number, count: number) {
      const userids = Array.from(
        { length: count },
        (_, index) => `CROWD${String(index + 1).padStart(4, '0')}`,
      )
      for (const userid of userids)
        state.persons.set(userid, {
          userid,
          name: `员工${userid.slice(5)}`,
          title: '',
          corpId: state.corpId,
          staff: true,
          departments: [20],
          leads: [],
          boss: false,
          admin: undefined,
        })
      return roles.addRole(name, groupId, userids)
    },
    /** No event: DingTalk documents none for admin groups. */
    touched: () => changed({}),
  }
}

export type Company = ReturnType<typeof createCompany>
