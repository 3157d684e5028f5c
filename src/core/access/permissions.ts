import { type Directory, type UserId, userId } from '../directory.ts'
import { Refusal, refuse } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { ChangeRisk, Impact } from '../model/change.ts'
import type { Approval, Conversation } from '../model/request.ts'
import { unidentified } from '../model/stored-names.ts'
import {
  approvalVerdict,
  mayForSomeRole,
  mayUse,
  type PermissionSubject,
  type Policy,
  permits,
  requestVerdict,
  usersIn,
  type Verdict,
} from './policy.ts'

/** A change as its approvers see it. */
export interface Proposal extends PermissionSubject {
  readonly requester: UserId
  readonly risk: ChangeRisk
  readonly impact: Impact
}

export type Permissions = ReturnType<typeof createPermissions>

/**
 * What somebody may ask for and approve, as DingTalk says at this moment (or, for questions, at most five minutes ago) and the
 * policy narrows. Made anew for each decision, which asks DingTalk each question once: everybody is judged by the same answer.
 */
export function createPermissions({
  directory: { admins, departments },
  policy,
}: {
  directory: Pick<Directory, 'admins' | 'departments'>
  policy: Policy
}) {
  const levels = once(admins.levels)
  const scope = once(admins.scope)
  const parents = once(departments.parents)
  const parentsOfUser = once(departments.parentsOfUser)

  /** Administrators are whom listadmin names: not who is called one in a message, not who has a famous nick. */
  async function actorOf(userid: UserId): Promise<Actor> {
    if (userid === unidentified) throw refuse('refused.stranger')
    return { userid, level: (await levels()).get(userid) }
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
    const may =
      mayUse(policy, actor, subject) ||
      (role !== undefined &&
        mayForSomeRole(policy, actor, subject) &&
        mayUse(policy, actor, { ...subject, role: await role() }))
    if (!may) {
      const { command } = subject
      const known = actor.level !== undefined || permits(policy.request, actor, { command })
      throw known ? refuse('refused.policy', { command }) : refuse('refused.notAdmin')
    }
    requireConversation(conversation)
    return actor
  }

  function requireConversation({ id }: Conversation): void {
    if (policy.conversations !== 'all' && !policy.conversations.includes(id))
      throw refuse('refused.conversation')
  }

  /**
   * Whether a change is within somebody's management scope: a sub administrator acts within the departments that DingTalk gives
   * them, children included; others have no limit.
   */
  async function isInScope(
    { people, departments: ids, everyone }: Impact,
    { userid, level }: Actor,
  ): Promise<boolean> {
    if (level !== 'sub') return true
    if (everyone === true) return false
    if (people.length === 0 && ids.length === 0) return true
    const [scopeIds, ...places] = await Promise.all([
      scope(userid),
      ...people.map(person => parentsOfUser(person)),
      ...ids.map(async id => [await parents(id)]),
    ])
    const managed = new Set(scopeIds)
    const within = (chain: readonly number[]) => chain.some(id => managed.has(id))
    return places.every(chains => chains.some(within))
  }

  /** Throws a Refusal where somebody has no right over a role and the people in it; how many they are makes no difference. */
  async function requireRightOver(
    actor: Actor,
    { impact, ...subject }: PermissionSubject & { readonly impact: Impact },
  ): Promise<void> {
    const { command, role } = subject
    switch (requestVerdict(policy, actor, subject)) {
      case 'protected':
        throw refuse('refused.protected', { role: role?.name ?? '' })
      case 'notPermitted':
        throw refuse('refused.policy', { command })
      case 'yes':
        if (await isInScope(impact, actor)) return
        throw impact.everyone === true ? refuse('refused.everyone') : refuse('refused.range')
    }
  }

  /** Throws a Refusal where a change may not be asked for, whoever approves. */
  async function requireChange(actor: Actor, proposal: Proposal): Promise<void> {
    await requireRightOver(actor, proposal)
    const { aspect, people } = proposal.impact
    const most = policy.mostPeople
    if (people.length <= most) return
    // A name, or the end of a grant, is one for all of them.
    const inParts = aspect === 'people' || aspect === 'role'
    throw refuse(inParts ? 'refused.tooMany' : 'refused.tooManyAtOnce', {
      count: people.length,
      most,
    })
  }

  /** The requester, where they may ask for this change still; undefined where that right is gone. */
  async function requesterOf(
    proposal: Proposal,
    conversation: Conversation,
  ): Promise<Actor | undefined> {
    try {
      const requester = await actorOf(proposal.requester)
      requireConversation(conversation)
      await requireChange(requester, proposal)
      return requester
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  /** Whether somebody's approval would count now, and why not. */
  async function verdict(approver: Actor, proposal: Proposal): Promise<Verdict | 'outOfRange'> {
    const byPolicy = approvalVerdict(policy, approver, proposal)
    if (byPolicy !== 'yes') return byPolicy
    if (!(await isInScope(proposal.impact, approver))) return 'outOfRange'
    // Whoever adds somebody gives them everyone: of those who ask and approve one must be a main administrator, whatever a policy says.
    const needsMain = proposal.impact.everyone === 'until limited' && approver.level !== 'main'
    return needsMain && (await levels()).get(proposal.requester) !== 'main' ? 'mainOnly' : 'yes'
  }

  /** Everybody whose approval would count now. */
  async function eligible(proposal: Proposal): Promise<readonly UserId[]> {
    const known = await levels()
    const named = usersIn(policy.approve)
      .map(user => userId.parse(user))
      .filter(user => !known.has(user))
    const everybody: readonly Actor[] = [
      ...[...known].map(([userid, level]) => ({ userid, level })),
      ...named.map(userid => ({ userid, level: undefined })),
    ]
    const verdicts = await Promise.all(everybody.map(one => verdict(one, proposal)))
    return everybody.filter((_, i) => verdicts[i] === 'yes').map(({ userid }) => userid)
  }

  /** Whether the policy lets its sole main administrator approve this alone: nobody else could. */
  async function mayAlone(requester: Actor, proposal: Proposal): Promise<boolean> {
    if (!policy.soleMainAdministratorMayApprove || requester.level !== 'main') return false
    if (approvalVerdict(policy, requester, proposal) !== 'ownRequest') return false
    const mains = [...(await levels()).values()].filter(level => level === 'main')
    return mains.length === 1 && (await eligible(proposal)).length === 0
  }

  return {
    actorOf,
    requireRequest,
    requireRightOver,
    requireChange,
    requesterOf,
    verdict,
    eligible,
    mayAlone,

    /**
     * Everybody who may approve a change that is asked for now, and whether it is its requester `alone`. Throws a Refusal where
     * too few could approve. Whether it may be asked for, requireChange says.
     */
    async approversOf(
      requester: Actor,
      proposal: Proposal,
    ): Promise<{ approvers: readonly UserId[]; alone: boolean }> {
      const { by, count } = policy.approvals[proposal.risk]
      if (by === 'requester') {
        if ((await verdict(requester, proposal)) !== 'yes') throw refuse('refused.everyone')
        return { approvers: [requester.userid], alone: false }
      }
      const approvers = await eligible(proposal)
      if (approvers.length >= count) return { approvers, alone: false }
      if (await mayAlone(requester, proposal)) return { approvers: [requester.userid], alone: true }
      throw by === 'main'
        ? refuse('refused.noMain', { count })
        : refuse('refused.noPeer', { count })
    },

    /** Throws a Refusal where an approval would not count; `alone` where the policy lets the requester approve their own. */
    async requireApproval(userid: UserId, proposal: Proposal): Promise<{ alone: boolean }> {
      const approver = await actorOf(userid)
      const answer = await verdict(approver, proposal)
      if (answer === 'yes') return { alone: false }
      if (answer === 'ownRequest' && (await mayAlone(approver, proposal))) return { alone: true }
      throw refuse(`verdict.${answer}`)
    },

    /** Those of the approvals that count still, by what their givers may now; `known` is one of them, who was found to count. */
    async counting(
      approvals: readonly Approval[],
      proposal: Proposal,
      known?: UserId,
    ): Promise<readonly Approval[]> {
      const counts = await Promise.all(
        approvals.map(
          async ({ userid }) =>
            userid === known || (await verdict(await actorOf(userid), proposal)) === 'yes',
        ),
      )
      return approvals.filter((_, i) => counts[i])
    },
  }
}

/** The same question with the same answer, whoever asks it and however often. */
function once<A extends readonly UserId[] | readonly number[], T>(
  ask: (...about: A) => Promise<T>,
): (...about: A) => Promise<T> {
  const answers = new Map<UserId | number | undefined, Promise<T>>()
  return (...about) => {
    const answer = answers.get(about[0]) ?? ask(...about)
    answers.set(about[0], answer)
    return answer
  }
}
