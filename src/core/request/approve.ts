import type { Permissions, Proposal } from '../access/permissions.ts'
import type { UserId } from '../directory.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import { touched } from '../model/change.ts'
import type { ChangeDetails, Request, Transition } from '../model/request.ts'
import { sameData } from '../model/same-data.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { BotPorts } from '../ports.ts'
import { endUnreadable, type LoadChange, proposalOf } from './load-change.ts'
import { createPlanAgain } from './plan-again.ts'
import { createProposer } from './propose-change.ts'

/** What an approval came to: the step that the request takes, and what the approver is told. */
interface Step {
  readonly transition: Transition
  readonly message: LocalizedMessage
}

/**
 * An approval: the rights of approver and requester are read anew (`permissions` is made for it), the vote is kept, and once
 * enough approve the plan is made again. Where it is what they saw, the request is running; where reality moved, nothing runs
 * and a new request shows the difference. `enqueue` gets the request to be worked on. Undefined where somebody else moved it
 * meanwhile.
 */
export function createApproval(deps: BotPorts & { readonly loadChange: LoadChange }) {
  const { requests, policy } = deps
  const { namesOf } = createProposer(deps)
  const { planAgain, overtaken } = createPlanAgain(deps)

  return async function approve(
    request: Request,
    details: ChangeDetails,
    userid: UserId,
    permissions: Permissions,
    enqueue: (moved: Request) => void,
  ): Promise<LocalizedMessage | undefined> {
    const { transition, message } = await stepOf(request, details, userid, permissions)
    const moved = await requests.move(request, transition)
    if (!moved) return undefined
    enqueue(moved)
    return message
  }

  async function stepOf(
    request: Request,
    details: ChangeDetails,
    userid: UserId,
    permissions: Permissions,
  ): Promise<Step> {
    const { code } = request
    const proposal = proposalOf(request, details)
    const { alone } = await permissions.requireApproval(userid, proposal)
    const requester = await permissions.requesterOf(proposal, request.conversation)
    if (!requester) {
      const message = localized('over.requesterGone', { code })
      return { message, transition: withdrawn(details, message) }
    }
    const votes = await requests.approve(request, userid)
    const approved = await withVotes(details, proposal)
    if (isShort(approved, proposal)) return partly(request, approved, userid, proposal)
    // Enough approve: the plan is made again, and only what the approvers saw runs.
    const again = await planAgain(details, requester, permissions)
    switch (again.kind) {
      case 'unreadable': {
        const transition = endUnreadable(request, details, again.problem)
        return { message: localized('code.unreadable', { code }), transition }
      }
      case 'refused':
      case 'moved':
        return overtaken(request, details, again, userid)
      case 'same': {
        if (sameData(again.proposal, proposal)) return running(request, approved, userid)
        // Whom it concerns has changed, though what happens has not: somebody has joined a role that is renamed.
        await permissions.requireApproval(userid, again.proposal)
        const { risk, impact } = again.proposal
        const now = await withVotes({ ...details, risk, impact }, again.proposal)
        return isShort(now, again.proposal)
          ? partly(request, now, userid, again.proposal)
          : running(request, now, userid)
      }
    }

    /** With the votes that count. Of those who approve at the same moment the first are enough, and the card names them. */
    async function withVotes(details: ChangeDetails, what: Proposal): Promise<ChangeDetails> {
      const { count } = policy.approvals[what.risk]
      const approvals = alone
        ? votes
        : (await permissions.counting(votes, what, userid)).slice(0, count)
      const named = await namesOf(approvals.map(one => one.userid))
      const names = { ...details.names, ...named }
      return { ...details, names, approvals, ...(alone && { alone }) }
    }
  }

  function isShort({ approvals, alone }: ChangeDetails, { risk }: Proposal): boolean {
    return approvals.length < policy.approvals[risk].count && alone !== true
  }

  function partly(
    request: Request,
    details: ChangeDetails,
    approver: UserId,
    { risk }: Proposal,
  ): Step {
    const { code, dueAt } = request
    const need = policy.approvals[risk].count
    return {
      message: localized('approved.waiting', { code, have: details.approvals.length, need }),
      transition: {
        to: 'awaiting',
        event: auditEvents.partlyApproved,
        actor: approver,
        details,
        deliveryPending: true,
        ...(dueAt && { dueAt }),
      },
    }
  }

  function withdrawn(details: ChangeDetails, message: LocalizedMessage): Transition {
    return {
      to: 'cancelled',
      actor: robotActor,
      details: { ...details, message },
      record: { reason: message.key },
      deliveryPending: true,
    }
  }

  function running({ code }: Request, details: ChangeDetails, approver: UserId): Step {
    const { line, change, view, impact, approvals, alone } = details
    return {
      message: localized('approved.said', { code }),
      transition: {
        to: 'running',
        actor: approver,
        details,
        record: {
          command: change.command,
          line,
          role: impact.role,
          people: touched(impact),
          before: view.before,
          after: view.after,
          approvers: approvals,
          ...(alone && { alone: true }),
        },
      },
    }
  }
}
