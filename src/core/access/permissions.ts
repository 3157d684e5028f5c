import type { Actor } from '../command/command.ts'
import type { Directory, UserId } from '../directory.ts'
import { nobody } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { Impact } from '../model/change.ts'
import type { Conversation } from '../model/request.ts'
import {
  answersIn,
  isProtected,
  mayForSomeRole,
  mayUse,
  type PermissionSubject,
  type Policy,
  permits,
} from './policy.ts'

/** What somebody may, as DingTalk says at this moment (or, for questions, at most five minutes ago) and the policy narrows. */
export type Permissions = ReturnType<typeof createPermissions>

export function createPermissions({
  directory,
  policy,
}: {
  directory: Pick<Directory, 'admins' | 'departments'>
  policy: Policy
}) {
  const { admins, departments } = directory

  /** Administrators are whom listadmin names: not who is called one in a message, not who has a famous nick. */
  async function who(userid: UserId): Promise<Actor> {
    if (userid === nobody) throw refuse('refused.stranger')
    return { userid, level: (await admins.levels()).get(userid) }
  }

  /**
   * Throws a Refusal unless somebody may ask for this here. Deny falls through: no level and no rule end in "no". `role` is
   * the one that a change names; it is looked up only where the answer depends on it.
   */
  async function ask(
    userid: UserId,
    matter: PermissionSubject,
    conversation: Conversation,
    role?: () => Promise<PermissionSubject['role']>,
  ): Promise<Actor> {
    const me = await who(userid)
    const depends = role !== undefined && mayForSomeRole(policy, me, matter)
    if (
      !mayUse(policy, me, matter) &&
      !(depends && mayUse(policy, me, { ...matter, role: await role() }))
    ) {
      const known =
        me.level !== undefined || permits(policy.request, me, { command: matter.command })
      throw known
        ? refuse('refused.policy', { command: matter.command })
        : refuse('refused.notAdmin')
    }
    if (!answersIn(policy, conversation.id)) throw refuse('refused.conversation')
    return me
  }

  /**
   * Asks of one change whether it is within somebody's range: a sub administrator acts within the departments that DingTalk
   * gives them, children included; others have no range. Where the touched people and departments lie is read once.
   */
  function rangeOf({ people, departments: depts, everyone }: Impact) {
    let places: Promise<readonly (readonly (readonly number[])[])[]> | undefined
    const read = () =>
      Promise.all([
        ...people.map(person => departments.parentsOfUser(person)),
        ...depts.map(async id => [await departments.parents(id)]),
      ])
    return async ({ userid, level }: Actor): Promise<boolean> => {
      if (level !== 'sub') return true
      if (everyone) return false
      if (people.length === 0 && depts.length === 0) return true
      places ??= read()
      const range = new Set(await admins.scope(userid))
      const within = (chain: readonly number[]) => chain.some(id => range.has(id))
      return (await places).every(chains => chains.some(within))
    }
  }

  /** Throws a Refusal where a change may not be asked for, whoever agrees. */
  async function change(me: Actor, matter: PermissionSubject, touch: Impact): Promise<void> {
    if (isProtected(policy, matter))
      throw refuse('refused.protected', { role: matter.role?.name ?? '' })
    if (!permits(policy.request, me, matter))
      throw refuse('refused.policy', { command: matter.command })
    if (touch.people.length > policy.mostPeople)
      throw refuse('refused.tooMany', { count: touch.people.length, most: policy.mostPeople })
    if (!(await rangeOf(touch)(me)))
      throw touch.everyone ? refuse('refused.everyone') : refuse('refused.range')
  }

  return { who, ask, change, rangeOf }
}
