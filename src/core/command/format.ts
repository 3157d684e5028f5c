import type { Role, Scope, UserId } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { I18n } from '../i18n.ts'

/** A person as plans keep them: by userid, with the name that the approver saw. */
export interface Named {
  readonly userid: UserId
  readonly name: string
}

/** `小钉 (manager4220), 王芳 (0123)` as markdown. */
export const peopleText = (people: readonly Named[], i18n: I18n): string =>
  i18n.list(people.map(({ userid, name }) => i18n.markdown('person', { name, userid })))

/** What somebody manages in a role, as markdown. */
export const scopeText = (scope: Scope, i18n: I18n): string =>
  scope === 'everyone'
    ? i18n.markdown('scope.everyone')
    : i18n.list(scope.map(({ id, name }) => i18n.markdown('scope.department', { id, name })))

/** Refuses what DingTalk would refuse too late: nothing in the default group can be changed through the API (KB/API/0088). */
export function changeable(role: Role): Role {
  if (role.isDefault) throw refuse('role.isDefault', { role: role.name })
  return role
}

export const byUserid = (a: Named, b: Named): number => (a.userid < b.userid ? -1 : 1)
