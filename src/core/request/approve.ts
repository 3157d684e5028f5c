import { createApprovers } from '../access/approvers.ts'
import { createPermissions } from '../access/permissions.ts'
import type { BotDeps } from '../bot.ts'
import type { Actor } from '../command/command.ts'
import type { UserId } from '../directory.ts'
import { Refusal, refuse } from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import type { Details, Request } from '../model/request.ts'
import { samePlan } from '../model/same-data.ts'
import { newRequestFor } from './create.ts'
import type { DecisionResult } from './decisions.ts'
import type { LoadedChange } from './load-change.ts'
import { createProposer } from './propose-change.ts'

type Agreed = NonNullable<Details['agreed']>

/**
 * An approval: the rights of approver and requester are read anew, the vote is kept, and once enough agree the plan is made
 * again. Where it is what they saw, the request is running; where reality moved, nothing runs and a new request shows the
 * difference. Undefined where somebody else moved the request meanwhile.
 */
export function createAgreer(deps: BotDeps, revive: (request: Request) => LoadedChange) {
  const { requests, policy, live, clock } = deps
  const approvers = createApprovers({ directory: live, policy })
  const rights = createPermissions({ directory: live, policy })
  const proposer = createProposer(deps)

  const said = (
    sentence: LocalizedMessage,
    moved: Request | undefined,
  ): DecisionResult | undefined => moved && { kind: 'said', sentence, moved }

  const lapse = (request: Request, why: LocalizedMessage) =>
    requests.move(request, {
      to: 'cancelled',
      actor: 'rolekeeper',
      details: { said: why },
      record: { reason: why.key },
      deliveryPending: true,
    })

  return async function agree(
    request: Request,
    userid: UserId,
  ): Promise<DecisionResult | undefined> {
    const { code } = request
    const revived = revive(request)
    const { proposal } = revived
    const approver = await rights.who(userid)
    const alone = await agreeable(approver, revived)
    const requester = await stillMay(request, revived)
    if ('key' in requester) return said(requester, await lapse(request, requester))

    const votes = await requests.approve(request, userid)
    const counted = await Promise.all(
      votes.map(async vote => {
        const voter = vote.userid === userid ? approver : await rights.who(vote.userid)
        const valid = alone || (await approvers.verdict(voter, proposal)) === 'yes'
        return valid ? [{ userid: vote.userid, at: vote.at.toISOString() }] : []
      }),
    )
    const agreed: Agreed = counted.flat()
    const { count } = approvers.agreement(proposal)
    const names = {
      ...request.details.names,
      ...(await proposer.names(agreed.map(one => one.userid))),
    }
    if (agreed.length < count && !alone) {
      const { dueAt } = request
      const moved = await requests.move(request, {
        to: 'awaiting',
        event: 'approved',
        actor: userid,
        details: { agreed, names },
        deliveryPending: true,
        ...(dueAt && { dueAt }),
      })
      const params = { code, have: agreed.length, need: count }
      return said(localized('approved.waiting', params), moved)
    }
    return again(request, revived, requester, { agreed, names, ...(alone && { alone }) })
  }

  /** Refuses an approval that would not count; true where the policy lets the requester approve alone. */
  async function agreeable(approver: Actor, { proposal }: LoadedChange): Promise<boolean> {
    const verdict = await approvers.verdict(approver, proposal)
    if (verdict === 'yes') return false
    if (verdict === 'ownRequest' && (await approvers.mayAlone(approver, proposal))) return true
    throw refuse(`verdict.${verdict}`)
  }

  /** The requester, with the right to ask for this still; or the sentence that says it is gone. */
  async function stillMay(
    request: Request,
    { proposal }: LoadedChange,
  ): Promise<Actor | LocalizedMessage> {
    try {
      const requester = await rights.ask(request.requester, proposal, request.conversation)
      await rights.change(requester, proposal, proposal.touch)
      return requester
    } catch (error) {
      if (error instanceof Refusal) return localized('over.requesterGone', { code: request.code })
      throw error
    }
  }

  /** The plan is made again; only what the approvers saw runs. */
  async function again(
    request: Request,
    { command, args, plan }: LoadedChange,
    requester: Actor,
    agreement: Pick<Details, 'agreed' | 'names' | 'alone'>,
  ): Promise<DecisionResult | undefined> {
    const { code, details } = request
    const line = details.line ?? request.line
    const actor = agreement.agreed?.at(-1)?.userid ?? 'rolekeeper'
    const drafted = await proposer.draft(requester, { command, args, line }).catch(error => {
      if (error instanceof Refusal) return error
      throw error
    })
    if (drafted instanceof Refusal) {
      const moved = await requests.move(request, {
        to: 'superseded',
        actor,
        details: { said: drafted.reason },
        record: { reason: drafted.reason.key },
        deliveryPending: true,
      })
      return said(drafted.reason, moved)
    }
    if (samePlan(drafted.plan, plan)) {
      const { view, touch } = details
      const record = {
        command: command.name,
        line,
        role: touch?.role,
        people: touch?.people,
        before: view?.before,
        after: view?.after,
        approvers: agreement.agreed,
        ...(agreement.alone && { alone: true }),
      }
      const step = { to: 'running', actor, details: agreement, record } as const
      return said(localized('approved.said', { code }), await requests.move(request, step))
    }
    const next = newRequestFor(deps, request, { line, details: drafted })
    const moved = await requests.move(request, {
      to: 'superseded',
      actor,
      details: { supersededBy: next.code },
      record: { by: next.code },
      deliveryPending: true,
      spawned: [
        {
          ...next,
          status: 'awaiting',
          deliveryPending: true,
          dueAt: new Date(clock.now().getTime() + policy.expires),
        },
      ],
    })
    return said(localized('superseded.said', { code, next: next.code }), moved)
  }
}
