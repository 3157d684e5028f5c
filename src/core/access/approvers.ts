import type { Actor } from '../command/command.ts'
import { type Directory, type UserId, userId } from '../directory.ts'
import type { Impact } from '../model/change.ts'
import type { ChangeRisk } from '../model/request.ts'
import { createPermissions } from './permissions.ts'
import {
  type Agreement,
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
  readonly touch: Impact
}

export type Approvers = ReturnType<typeof createApprovers>

/** Who may agree to a change, by the policy and by what DingTalk says of them now. */
export function createApprovers({ directory, policy }: { directory: Directory; policy: Policy }) {
  const rights = createPermissions({ directory, policy })
  const agreement = ({ risk }: Proposal): Agreement => policy.approvals[risk]

  async function verdict(
    approver: Actor,
    proposal: Proposal,
    inRange = rights.rangeOf(proposal.touch),
  ): Promise<Verdict | 'outOfRange'> {
    const said = approvalVerdict(policy, approver, proposal)
    if (said !== 'yes') return said
    return (await inRange(approver)) ? 'yes' : 'outOfRange'
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
    const inRange = rights.rangeOf(proposal.touch)
    const verdicts = await Promise.all(everybody.map(one => verdict(one, proposal, inRange)))
    return everybody.filter((_, i) => verdicts[i] === 'yes').map(({ userid }) => userid)
  }

  /** Whether the policy lets its sole main administrator approve this alone: nobody else could. */
  async function mayAlone(requester: Actor, proposal: Proposal): Promise<boolean> {
    if (!policy.soleMainAdministratorMayApprove || requester.level !== 'main') return false
    if (approvalVerdict(policy, requester, proposal) !== 'ownRequest') return false
    const mains = [...(await directory.admins.levels()).values()].filter(level => level === 'main')
    return mains.length === 1 && (await eligible(proposal)).length === 0
  }

  return { agreement, verdict, eligible, mayAlone }
}
