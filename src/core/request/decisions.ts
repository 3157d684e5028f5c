import { createApprovers } from '../access/approvers.ts'
import type { BotDeps } from '../bot.ts'
import type { Actor } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import { Refusal, refuse } from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import { type Observation, type Outcome, overlap } from '../model/change.ts'
import type { Request } from '../model/request.ts'
import type { Parse } from '../parse/parse-command.ts'
import { quoted, type Word } from '../parse/tokenize.ts'
import { createAgreer } from './approve.ts'
import { closedReason } from './closed-reason.ts'
import { endOf } from './grant-expiry.ts'
import { createChangeLoader, type LoadedChange } from './load-change.ts'

/** What a word about another request came to: something to say, or the line that the speaker's request goes on under. */
export type DecisionResult =
  | { readonly kind: 'said'; readonly sentence: LocalizedMessage; readonly moved?: Request }
  | { readonly kind: 'line'; readonly words: readonly Word[]; readonly undoes: string }

/** Where requests are decided, bound to the person who speaks. Every method throws a Refusal where the answer is no. */
export interface Decisions {
  approve(code: string): Promise<DecisionResult>
  reject(code: string, reason: string): Promise<DecisionResult>
  cancel(code: string): Promise<DecisionResult>
  undo(code: string): Promise<DecisionResult>
  /** Lets a time-bound grant end as planned: its reminder loses its buttons. */
  letGo(code: string): Promise<DecisionResult>
}

export function createDecisions(deps: BotDeps, parse: Parse) {
  const { requests, clock, policy, live, i18n } = deps
  const approvers = createApprovers({ directory: live, policy })
  const looks = createPlanContexts(deps)
  const revive = createChangeLoader(parse)
  const agree = createAgreer(deps, revive)

  async function find(code: string): Promise<Request> {
    const request = await requests.byCode(code)
    if (!request) throw refuse('code.unknown', { code })
    return request
  }

  /** The request, as long as it can still be decided. */
  async function open(code: string): Promise<Request> {
    const request = await find(code)
    if (request.status !== 'awaiting') throw new Refusal(closedReason(request, i18n))
    // Its time is over from this moment on, not from the next sweep's.
    if (request.dueAt && request.dueAt <= clock.now()) throw refuse('over.expired', { code })
    return request
  }

  /** Whoever came second learns how it ended. */
  async function orOver(moved: Request | undefined, code: string): Promise<Request> {
    if (moved) return moved
    throw new Refusal(closedReason(await find(code), i18n))
  }

  const ended = (by: UserId, reason = '') => ({
    by,
    at: clock.now().toISOString(),
    ...(reason !== '' && { reason }),
  })

  async function undoLine(request: Request): Promise<readonly Word[]> {
    const { command, plan, proposal }: LoadedChange = revive(request)
    const { code, details } = request
    const line = command.undo(plan, details.outcome ?? {})
    if ('key' in line) throw new Refusal(line)
    // A role that was created here has its id only since.
    const made = details.outcome?.id
    const touch =
      made === undefined
        ? proposal.touch
        : { ...proposal.touch, role: { id: Number(made), name: '' } }
    const later = (await requests.doneSince(request.updatedAt)).filter(
      ({ id, details }) =>
        id !== request.id && details.touch !== undefined && overlap(details.touch, touch),
    )
    if (later.length > 0)
      throw refuse('undo.overlap', { code, later: later.map(one => one.code).join(', ') })
    const settled = await command.verify(plan, looks.live(await askingOf(request.requester)))
    if (!holds(settled, details.outcome)) throw refuse('undo.moved', { code })
    return line.map(word => (typeof word === 'string' ? quoted(word) : word))
  }

  const askingOf = async (userid: UserId): Promise<Actor> => ({
    userid,
    level: (await live.admins.levels()).get(userid),
  })

  return (me: Actor): Decisions => ({
    async approve(code) {
      // Of two who approve at the same moment the second looks again: both count, or it is over.
      for (;;) {
        const said = await agree(await open(code), me.userid)
        if (said) return said
      }
    },

    async reject(code, reason) {
      const request = await open(code)
      const { proposal } = revive(request)
      const approver = await askingOf(me.userid)
      const verdict = await approvers.verdict(approver, proposal)
      if (verdict === 'ownRequest' || request.requester === me.userid)
        throw refuse('reject.own', { code })
      if (verdict !== 'yes') throw refuse(`verdict.${verdict}`)
      const details = { ended: ended(me.userid, reason) }
      const step = {
        to: 'rejected',
        actor: me.userid,
        details,
        record: { reason },
        deliveryPending: true,
      } as const
      const moved = await orOver(await requests.move(request, step), code)
      return { kind: 'said', sentence: localized('rejected.said', { code }), moved }
    },

    async cancel(code) {
      const request = await open(code)
      if (request.requester !== me.userid) throw refuse('cancel.notYours', { code })
      const details = { ended: ended(me.userid) }
      const step = { to: 'cancelled', actor: me.userid, details, deliveryPending: true } as const
      const moved = await orOver(await requests.move(request, step), code)
      return { kind: 'said', sentence: localized('cancelled.said', { code }), moved }
    },

    async undo(code) {
      const request = await find(code)
      if (request.status === 'awaiting') throw refuse('undo.waiting', { code })
      if (request.status === 'unclear') throw new Refusal(closedReason(request, i18n))
      // The end of a grant that found nothing to take away is done, without a plan.
      if (request.status !== 'done' || request.details.plan === undefined)
        throw refuse('undo.notDone', { code })
      return { kind: 'line', words: await undoLine(request), undoes: code }
    },

    async letGo(code) {
      const request = await endOf(requests, await find(code))
      if (request.status !== 'scheduled') throw new Refusal(closedReason(request, i18n))
      const { code: end, details } = request
      const { endsAt } = details
      const moved = await requests.move(request, {
        to: 'scheduled',
        event: 'let go',
        actor: me.userid,
        details: { letGo: true },
        deliveryPending: true,
        ...(endsAt !== undefined && { dueAt: new Date(endsAt) }),
      })
      const said = localized('letGo.said', { code: end })
      return { kind: 'said', sentence: said, moved: await orOver(moved, end) }
    },
  })
}

/** What was done is so still; where DingTalk refused some people, for the others. */
const holds = (settled: Observation<unknown>, { done = [], failed = [] }: Outcome = {}): boolean =>
  settled.kind === 'done' ||
  (settled.kind === 'not yet' &&
    failed.length > 0 &&
    done.every(userid => settled.done?.includes(userid)))
