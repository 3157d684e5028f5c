import type { BotDeps } from '../bot.ts'
import type { PlanContext } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import { type Person, userId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import type { Request, Transition } from '../model/request.ts'
import type { LoadedChange } from './load-change.ts'

/** A scheduled end whose directory cannot be read is tried again so much later. */
const postponeMs = 60_000

/**
 * What a request comes to when its time has come: awaiting lapses, scheduled reminds and then ends. Each step is a
 * conditional move, so that several processes may look at the same moment.
 */
export function createTimekeeper(deps: BotDeps, revive: (request: Request) => LoadedChange) {
  const { requests, clock, log, i18n } = deps
  const looks = createPlanContexts(deps)
  const move = (request: Request, step: Omit<Transition, 'actor'>) =>
    requests.move(request, { actor: 'rolekeeper', ...step })

  /** Resolves with the moved request, to be worked on; undefined where another process was faster. */
  return async function come(request: Request): Promise<Request | undefined> {
    if (request.status === 'awaiting')
      return move(request, { to: 'expired', deliveryPending: true })
    const endsAt = new Date(request.details.endsAt ?? request.createdAt)
    if (clock.now() < endsAt)
      return move(request, {
        to: 'scheduled',
        event: 'reminded',
        dueAt: endsAt,
        deliveryPending: request.details.letGo !== true,
      })
    try {
      return await begin(request)
    } catch (error) {
      log.warn('scheduled.postponed', { id: request.id, error })
      const dueAt = new Date(clock.now().getTime() + postponeMs)
      await move(request, { to: 'scheduled', event: 'postponed', dueAt })
      return undefined
    }
  }

  async function begin(request: Request): Promise<Request | undefined> {
    const { command, args } = revive(request)
    const plan = await command.plan(args, await lookAtGrant(request)).catch(error => {
      if (error instanceof Refusal) return error
      throw error
    })
    // Nothing is left to end: the person has lost the role already, or the role is gone.
    if (plan instanceof Refusal)
      return move(request, {
        to: 'done',
        details: { said: localized('ended.already') },
        deliveryPending: true,
      })
    const view = command.card(plan, i18n)
    const touch = command.impact(plan)
    return move(request, { to: 'running', details: { plan, view, touch } })
  }

  /**
   * Looks at what is left of a grant: whoever has left the organisation is no reason to leave the others the role, and whoever
   * lost it since and has it again has it by another grant.
   */
  async function lookAtGrant({ requester, createdAt, details }: Request): Promise<PlanContext> {
    const look = looks.live({ userid: requester, level: undefined })
    const grant = details.ends === undefined ? undefined : await requests.byCode(details.ends)
    const since = (await requests.doneSince(createdAt)).filter(
      one => one.code !== grant?.code && one.details.touch?.role?.id === details.touch?.role?.id,
    )
    const undone = new Set(since.map(one => one.details.undoes))
    // Lost by another removal that was not undone, or given by another grant.
    const lost = new Set(
      since
        .filter(({ code, details: { command, undoes } }) =>
          command === details.command
            ? !undone.has(code)
            : command === grant?.details.command && undoes === undefined,
        )
        .flatMap(({ details: { outcome, touch } }) => outcome?.done ?? touch?.people ?? []),
    )
    return {
      ...look,
      users: {
        ...look.users,
        find: async ref => (await look.users.get(userId.parse(ref))) ?? gone(ref),
      },
      roles: {
        ...look.roles,
        async members(id) {
          const members = await look.roles.members(id)
          return { ...members, list: members.list.filter(({ userid }) => !lost.has(userid)) }
        },
      },
    }
  }
}

const gone = (ref: string): Person => ({
  userid: userId.parse(ref),
  name: ref,
  departments: [],
  roles: [],
})
