import type { Permissions, Proposal } from '../access/permissions.ts'
import type { UserId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import { type LocalizedMessage, localized } from '../i18n.ts'
import type { Actor } from '../model/actor.ts'
import type { robotActor } from '../model/audit.ts'
import type { ChangeProblem } from '../model/change.ts'
import type { ChangeDetails, Request, Transition } from '../model/request.ts'
import { samePlan } from '../model/same-data.ts'
import type { BotPorts } from '../ports.ts'
import { spawnedBy } from './create.ts'
import type { LoadChange } from './load-change.ts'
import { createProposer } from './propose-change.ts'

/** What a change that was approved comes to when it is planned anew. */
type PlannedAgain =
  | { readonly kind: 'same'; readonly proposal: Proposal }
  /** Reality moved, or (`outdated`) the shape of its plan did. */
  | { readonly kind: 'moved'; readonly now: ChangeDetails; readonly outdated: boolean }
  | { readonly kind: 'refused'; readonly reason: LocalizedMessage }
  | { readonly kind: 'unreadable'; readonly problem: ChangeProblem }

export type Overtaken = Extract<PlannedAgain, { kind: 'moved' | 'refused' }>

/**
 * Compares what was approved with what would happen now, by names, people and rights as they are now. Every run comes after
 * it: the first one at the press, one that goes on after an interruption anew.
 */
export function createPlanAgain(deps: BotPorts & { readonly loadChange: LoadChange }) {
  const { loadChange } = deps
  const { plan, propose, lapsesAt } = createProposer(deps)

  /** `approved` is what is still to be done of it. */
  async function planAgain(
    { change, line }: ChangeDetails,
    requester: Actor,
    permissions: Permissions,
    approved = change.plan,
  ): Promise<PlannedAgain> {
    // A plan of an older shape says nothing that could be compared: it is made anew and shown anew.
    const outdated = change.problem === 'planOutdated'
    const loaded = loadChange(outdated ? { command: change.command, args: change.args } : change)
    if (typeof loaded === 'string') return { kind: 'unreadable', problem: loaded }
    const { command, args } = loaded
    if (!args) return { kind: 'unreadable', problem: 'argumentsOutdated' }
    const inIds = change.inIds === true
    try {
      const proposed = { command, args, said: change.args, line, inIds }
      const planned = await plan(requester, permissions, proposed)
      if (!outdated && samePlan(planned.plan, approved))
        return { kind: 'same', proposal: planned.proposal }
      return { kind: 'moved', now: await propose(requester, permissions, planned), outdated }
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', reason: error.reason }
      throw error
    }
  }

  /** The step of a request that cannot run as it was approved: nothing runs, and a new request shows what would happen now. */
  function overtaken(
    request: Request,
    details: ChangeDetails,
    again: Overtaken,
    actor: UserId | typeof robotActor,
  ): { transition: Transition; message: LocalizedMessage } {
    if (again.kind === 'refused') {
      const message = again.reason
      return {
        message,
        transition: {
          to: 'superseded',
          actor,
          details: { ...details, message },
          record: { reason: message.key },
          deliveryPending: true,
        },
      }
    }
    const { code } = request
    const { now, outdated } = again
    const next = { ...spawnedBy(request, deps), line: details.line }
    const message = outdated
      ? localized('superseded.outdated', { code, next: next.code })
      : localized('superseded.said', { code, next: next.code })
    return {
      message,
      transition: {
        to: 'superseded',
        actor,
        details: { ...details, supersededBy: next.code, ...(outdated && { message }) },
        record: { by: next.code, ...(outdated && { reason: message.key }) },
        deliveryPending: true,
        spawned: [
          {
            ...next,
            status: 'awaiting',
            details: { ...now, ...(details.undoes && { undoes: details.undoes }) },
            deliveryPending: true,
            dueAt: lapsesAt(),
          },
        ],
      },
    }
  }

  return { planAgain, overtaken }
}
