import { createPermissions } from '../access/permissions.ts'
import type { DecisionResult, Decisions } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import { Refusal, refuse } from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import type { Actor } from '../model/actor.ts'
import { type Observation, type Outcome, overlap } from '../model/change.ts'
import type { ChangeDetails, GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { auditEvents } from '../model/stored-names.ts'
import { quoted, type Word } from '../parse/tokenize.ts'
import type { BotPorts } from '../ports.ts'
import { createApproval } from './approve.ts'
import { closedReason } from './closed-reason.ts'
import { expiryOf } from './grant-expiry.ts'
import { type LoadChange, proposalOf } from './load-change.ts'

/**
 * Decides about requests for somebody, whose rights are read anew each time. What a decision moves is put on the queue; the
 * speaker is told what came of it. Every method throws a Refusal where the answer is no.
 */
export function createDecisions(deps: BotPorts & { readonly loadChange: LoadChange }) {
  const { requests, clock, policy, live, i18n, loadChange } = deps
  const contexts = createPlanContexts(deps)
  const approve = createApproval(deps)
  const permissionsNow = () => createPermissions({ directory: live, policy })

  async function find(code: string): Promise<Request> {
    const request = await requests.byCode(code)
    if (!request) throw refuse('code.unknown', { code })
    return request
  }

  /** The request, as long as it can still be decided. */
  async function findOpen(code: string): Promise<{ request: Request; details: ChangeDetails }> {
    const request = await find(code)
    const { details } = request
    if (request.status !== 'awaiting' || details.kind !== 'change')
      throw new Refusal(closedReason(request, i18n))
    // It lapses at this moment, not at the next sweep.
    if (request.dueAt && request.dueAt <= clock.now()) throw refuse('over.expired', { code })
    return { request, details }
  }

  /** The way back of a change that is done, in words; a Refusal where something stands in that way. */
  async function wayBack(request: Request): Promise<readonly Word[]> {
    const { code, status, details } = request
    if (status === 'awaiting') throw refuse('undo.waiting', { code })
    if (status === 'unclear') throw new Refusal(closedReason(request, i18n))
    if (status !== 'done' || !('change' in details) || details.change.plan === undefined)
      throw refuse('undo.notDone', { code })
    const loaded = loadChange(details.change)
    if (typeof loaded === 'string') throw refuse('code.unreadable', { code })
    const { command, plan } = loaded
    const outcome = details.outcome ?? {}
    const line = command.undo(plan, outcome)
    if ('key' in line) throw new Refusal(line)

    // A role that was created here has its id only since.
    const { id } = outcome
    const impact =
      id === undefined ? details.impact : { ...details.impact, role: { id: Number(id), name: '' } }
    const later = (await requests.effectsSince(request, 'effect')).filter(
      ({ status, details }) =>
        'impact' in details &&
        (status === 'done' || details.outcome?.done !== undefined) &&
        overlap(details.impact, impact),
    )
    if (later.length > 0)
      throw refuse('undo.overlap', { code, later: later.map(one => one.code).join(', ') })
    const context = contexts.live({ userid: request.requester, level: undefined })
    if (!isStillDone(await command.verify(plan, context), outcome))
      throw refuse('undo.moved', { code })
    return line.map(word => (typeof word === 'string' ? quoted(word) : word))
  }

  return ({ userid }: Actor, enqueue: (moved: Request) => void): Decisions => {
    const closedNow = (reason = '') => ({
      by: userid,
      at: clock.now().toISOString(),
      ...(reason !== '' && { reason }),
    })

    /** Moves a request that was open a moment ago; whoever comes second learns how it was closed. */
    async function decide(
      request: Request,
      transition: Omit<Transition, 'actor'>,
      message: LocalizedMessage,
    ): Promise<DecisionResult> {
      const moved = await requests.move(request, { ...transition, actor: userid })
      if (!moved) throw new Refusal(closedReason(await find(request.code), i18n))
      enqueue(moved)
      return { kind: 'message', message }
    }

    /**
     * Throws a Refusal unless the grant is within the speaker's range, and by the rules of the role as it is called now. Nothing
     * changes by it, so that no cap holds.
     */
    async function requireRightOverGrant({ impact }: GrantExpiryDetails): Promise<void> {
      const permissions = permissionsNow()
      const role = impact.role && (await live.roles.get(impact.role.id))
      const actor = await permissions.actorOf(userid)
      await permissions.requireRightOver(actor, { command: 'letgo', role, impact })
    }

    return {
      async approve(code) {
        // Of two who approve at the same moment the second looks again: both count, or it is closed.
        for (;;) {
          const { request, details } = await findOpen(code)
          const message = await approve(request, details, userid, permissionsNow(), enqueue)
          if (message) return { kind: 'message', message }
        }
      },

      async reject(code, reason) {
        const { request, details } = await findOpen(code)
        const permissions = permissionsNow()
        const approver = await permissions.actorOf(userid)
        const verdict = await permissions.verdict(approver, proposalOf(request, details))
        if (verdict === 'ownRequest' || request.requester === userid)
          throw refuse('reject.own', { code })
        if (verdict !== 'yes') throw refuse(`verdict.${verdict}`)
        return decide(
          request,
          {
            to: 'rejected',
            details: { ...details, closed: closedNow(reason) },
            record: { reason },
            deliveryPending: true,
          },
          localized('rejected.said', { code }),
        )
      },

      async cancel(code) {
        const { request, details } = await findOpen(code)
        if (request.requester !== userid) throw refuse('cancel.notYours', { code })
        return decide(
          request,
          {
            to: 'cancelled',
            details: { ...details, closed: closedNow() },
            deliveryPending: true,
          },
          localized('cancelled.said', { code }),
        )
      },

      undo: async code => ({ kind: 'line', words: await wayBack(await find(code)), undoes: code }),

      async acknowledgeExpiry(code) {
        const request = await expiryOf(requests, await find(code))
        const { details } = request
        if (request.status !== 'scheduled' || details.kind !== 'grantExpiry')
          throw new Refusal(closedReason(request, i18n))
        await requireRightOverGrant(details)
        return decide(
          request,
          {
            to: 'scheduled',
            event: auditEvents.expiryAcknowledged,
            details: { ...details, acknowledged: true },
            deliveryPending: true,
            dueAt: new Date(details.endsAt),
          },
          localized('letGo.said', { code: request.code }),
        )
      },
    }
  }
}

/** What was done is so still; where DingTalk refused some people, for the others. */
const isStillDone = (
  observation: Observation<unknown>,
  { done = [], failed = [] }: Outcome,
): boolean =>
  observation.kind === 'done' ||
  (observation.kind === 'not yet' &&
    failed.length > 0 &&
    done.every(userid => observation.done?.includes(userid)))
