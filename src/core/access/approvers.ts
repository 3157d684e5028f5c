import { type Directory, type UserId, userId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { ChangeRisk, Impact } from '../model/change.ts'
import type { Approval, Conversation } from '../model/request.ts'
import { createPermissions } from './permissions.ts'
import {
  approvalVerdict,
  type PermissionSubject,
  type Policy,
  usersIn,
  type Verdict,
} from './policy.ts'

/** A change as its approvers see it. */
export interface Proposal extends PermissionSubject {
  readonly requester: UserId
  readonly risk: ChangeRisk
  readonly impact: Impact
}

/** Who may approve a change, by the policy and by what DingTalk says of them now. */
export function createApprovers({ directory, policy }: { directory: Directory; policy: Policy }) {
  const permissions = createPermissions({ directory, policy })

  async function verdict(
    approver: Actor,
    proposal: Proposal,
    inScope = permissions.isInScope(proposal.impact),
  ): Promise<Verdict | 'outOfRange'> {
    const byPolicy = approvalVerdict(policy, approver, proposal)
    if (byPolicy !== 'yes') return byPolicy
    return (await inScope(approver)) ? 'yes' : 'outOfRange'
  }

  /** Everybody whose approval would count now. */
  async function eligible(proposal: Proposal): Promise<readonly UserId[]> {
    const levels = await directory.admins.levels()
    const named = usersIn(policy.approve)
      .map(user => userId.parse(user))
      .filter(user => !levels.has(user))
    const everybody: readonly Actor[] = [
      ...[...levels].map(([userid, level]) => ({ userid, level })),
      ...named.map(userid => ({ userid, level: undefined })),
    ]
    const inScope = permissions.isInScope(proposal.impact)
    const verdicts = await Promise.all(everybody.map(one => verdict(one, proposal, inScope)))
    return everybody.filter((_, i) => verdicts[i] === 'yes').map(({ userid }) => userid)
  }

  /** Whether the policy lets its sole main administrator approve this alone: nobody else could. */
  async function mayAlone(requester: Actor, proposal: Proposal): Promise<boolean> {
    if (!policy.soleMainAdministratorMayApprove || requester.level !== 'main') return false
    if (approvalVerdict(policy, requester, proposal) !== 'ownRequest') return false
    const mains = [...(await directory.admins.levels()).values()].filter(level => level === 'main')
    return mains.length === 1 && (await eligible(proposal)).length === 0
  }

  /** The requester, where they may ask for this change still; undefined where that right is gone. */
  async function requesterOf(
    proposal: Proposal,
    conversation: Conversation,
  ): Promise<Actor | undefined> {
    try {
      const requester = await permissions.requireRequest(proposal.requester, proposal, conversation)
      await permissions.requireChange(requester, proposal, proposal.impact)
      return requester
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }

  /** Those of the approvals that count still, by what their givers may now; `known` is one of them who was just asked about. */
  async function counting(
    approvals: readonly Approval[],
    proposal: Proposal,
    known?: Actor,
  ): Promise<readonly Approval[]> {
    const counts = await Promise.all(
      approvals.map(async ({ userid }) => {
        const approver = userid === known?.userid ? known : await permissions.actorOf(userid)
        return (await verdict(approver, proposal)) === 'yes'
      }),
    )
    return approvals.filter((_, i) => counts[i])
  }

  return { verdict, eligible, mayAlone, requesterOf, counting }
}
