import type { Role, Scope, UserId } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { Words } from '../i18n.ts'

/** A person as plans keep them: by userid, with the name that the approver saw. */
export interface Named {
  readonly userid: UserId
  readonly name: string
}

/** `小钉 (manager4220), 王芳 (0123)` as markdown. */
export const peopleText = (people: readonly Named[], words: Words): string =>
  words.list(people.map(({ userid, name }) => words.markdown('person', { name, userid })))

/** What somebody manages in a role, as markdown. */
export const scopeText = (scope: Scope, words: Words): string =>
  scope === 'everyone'
    ? words.markdown('scope.everyone')
    : words.list(scope.map(({ id, name }) => words.markdown('scope.department', { id, name })))

/** Refuses what DingTalk would refuse too late: nothing in the default group can be changed through the API (KB/API/0088). */
export function changeable(role: Role): Role {
  if (role.isDefault) throw refuse('role.isDefault', { role: role.name })
  return role
}

export const byUserid = (a: Named, b: Named): number => (a.userid < b.userid ? -1 : 1)
