import type { Directory, UserId } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { Impact } from '../model/change.ts'
import type { Conversation } from '../model/request.ts'
import { unidentified } from '../model/stored-names.ts'
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
export function createPermissions({
  directory,
  policy,
}: {
  directory: Pick<Directory, 'admins' | 'departments'>
  policy: Policy
}) {
  const { admins, departments } = directory

  /** Administrators are whom listadmin names: not who is called one in a message, not who has a famous nick. */
  async function actorOf(userid: UserId): Promise<Actor> {
    if (userid === unidentified) throw refuse('refused.stranger')
    return { userid, level: (await admins.levels()).get(userid) }
  }

  /**
   * Throws a Refusal unless somebody may ask for this here. Deny falls through: no level and no rule end in "no". `role` is
   * the one that a change names; it is looked up only where the answer depends on it.
   */
  async function requireRequest(
    userid: UserId,
    subject: PermissionSubject,
    conversation: Conversation,
    role?: () => Promise<PermissionSubject['role']>,
  ): Promise<Actor> {
    const actor = await actorOf(userid)
    const depends = role !== undefined && mayForSomeRole(policy, actor, subject)
    if (
      !mayUse(policy, actor, subject) &&
      !(depends && mayUse(policy, actor, { ...subject, role: await role() }))
    ) {
      const { command } = subject
      const known = actor.level !== undefined || permits(policy.request, actor, { command })
      throw known ? refuse('refused.policy', { command }) : refuse('refused.notAdmin')
    }
    if (!answersIn(policy, conversation.id)) throw refuse('refused.conversation')
    return actor
  }

  /**
   * Asks of one change whether it is within somebody's management scope: a sub administrator acts within the departments that
   * DingTalk gives them, children included; others have no limit. Where the people and departments lie is read once.
   */
  function isInScope({ people, departments: ids, everyone }: Impact) {
    let places: Promise<readonly (readonly (readonly number[])[])[]> | undefined
    const read = () =>
      Promise.all([
        ...people.map(person => departments.parentsOfUser(person)),
        ...ids.map(async id => [await departments.parents(id)]),
      ])
    return async ({ userid, level }: Actor): Promise<boolean> => {
      if (level !== 'sub') return true
      if (everyone) return false
      if (people.length === 0 && ids.length === 0) return true
      places ??= read()
      const scope = new Set(await admins.scope(userid))
      const within = (chain: readonly number[]) => chain.some(id => scope.has(id))
      return (await places).every(chains => chains.some(within))
    }
  }

  /** Throws a Refusal where a change may not be asked for, whoever approves. */
  async function requireChange(
    actor: Actor,
    subject: PermissionSubject,
    impact: Impact,
  ): Promise<void> {
    if (isProtected(policy, subject))
      throw refuse('refused.protected', { role: subject.role?.name ?? '' })
    if (!permits(policy.request, actor, subject))
      throw refuse('refused.policy', { command: subject.command })
    if (impact.people.length > policy.mostPeople)
      throw refuse('refused.tooMany', { count: impact.people.length, most: policy.mostPeople })
    if (!(await isInScope(impact)(actor)))
      throw impact.everyone ? refuse('refused.everyone') : refuse('refused.range')
  }

  return { actorOf, requireRequest, requireChange, isInScope }
}
