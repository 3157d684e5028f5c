import type { Permissions } from '../access/permissions.ts'
import type { UserId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import type { Actor } from '../model/actor.ts'
import { robotActor } from '../model/audit.ts'
import type { ChangeDetails, Request, Transition } from '../model/request.ts'
import { samePlan } from '../model/same-data.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { BotPorts } from '../ports.ts'
import { spawnedBy } from './create.ts'
import { endUnreadable, type LoadChange, proposalOf } from './load-change.ts'
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
  const { requests, policy, loadChange } = deps
  const { propose, namesOf, lapsesAt } = createProposer(deps)

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
    const { count } = policy.approvals[proposal.risk]
    // Of those who approve at the same moment the first are enough, and the card names them.
    const approvals = alone
      ? votes
      : (await permissions.counting(votes, proposal, userid)).slice(0, count)
    const named = await namesOf(approvals.map(({ userid }) => userid))
    const approved: ChangeDetails = {
      ...details,
      names: { ...details.names, ...named },
      approvals,
      ...(alone && { alone }),
    }
    if (approvals.length < count && !alone)
      return {
        message: localized('approved.waiting', { code, have: approvals.length, need: count }),
        transition: {
          to: 'awaiting',
          event: auditEvents.partlyApproved,
          actor: userid,
          details: approved,
          deliveryPending: true,
          ...(request.dueAt && { dueAt: request.dueAt }),
        },
      }
    return decided(request, details, approved, { approver: userid, requester, permissions })
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

  /** Enough approve: the plan is made again, and only what the approvers saw runs. */
  async function decided(
    request: Request,
    details: ChangeDetails,
    approved: ChangeDetails,
    {
      approver,
      requester,
      permissions,
    }: { approver: UserId; requester: Actor; permissions: Permissions },
  ): Promise<Step> {
    const { code } = request
    const { line, change, view, impact, approvals, alone } = approved
    // A plan of an older shape says nothing that could be compared: it is made anew and shown anew.
    const outdated = change.problem === 'planOutdated'
    const loaded = loadChange(outdated ? { command: change.command, args: change.args } : change)
    if (typeof loaded === 'string' || !loaded.args) {
      const problem = typeof loaded === 'string' ? loaded : 'argumentsOutdated'
      const transition = endUnreadable(request, details, problem)
      return { message: localized('code.unreadable', { code }), transition }
    }
    const { command, args } = loaded
    const proposed = { command, args, said: change.args, line }
    const replanned = await propose(requester, permissions, proposed).catch(error => {
      if (error instanceof Refusal) return error
      throw error
    })
    if (replanned instanceof Refusal) {
      const message = replanned.reason
      return {
        message,
        transition: {
          to: 'superseded',
          actor: approver,
          details: { ...details, message },
          record: { reason: message.key },
          deliveryPending: true,
        },
      }
    }
    if (!outdated && samePlan(replanned.change.plan, change.plan))
      return {
        message: localized('approved.said', { code }),
        transition: {
          to: 'running',
          actor: approver,
          details: approved,
          record: {
            command: change.command,
            line,
            role: impact.role,
            people: impact.people,
            before: view.before,
            after: view.after,
            approvers: approvals,
            ...(alone && { alone: true }),
          },
        },
      }
    return superseded(request, details, { approver, replanned, outdated })
  }

  /** Reality moved, or the plan's shape did: a new request shows what would happen now. */
  function superseded(
    request: Request,
    details: ChangeDetails,
    {
      approver,
      replanned,
      outdated,
    }: { approver: UserId; replanned: ChangeDetails; outdated: boolean },
  ): Step {
    const { code } = request
    const next = { ...spawnedBy(request, deps), line: details.line }
    const message = outdated
      ? localized('superseded.outdated', { code, next: next.code })
      : localized('superseded.said', { code, next: next.code })
    return {
      message,
      transition: {
        to: 'superseded',
        actor: approver,
        details: {
          ...details,
          supersededBy: next.code,
          ...(outdated && { message }),
        },
        record: { by: next.code, ...(outdated && { reason: message.key }) },
        deliveryPending: true,
        spawned: [
          {
            ...next,
            status: 'awaiting',
            details: { ...replanned, ...(details.undoes && { undoes: details.undoes }) },
            deliveryPending: true,
            dueAt: lapsesAt(),
          },
        ],
      },
    }
  }
}
