import type { PlanContext } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import { type Person, userId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import type { GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { BotPorts } from '../ports.ts'
import {
  type ChangeCommand,
  endImpossible,
  endUnreadable,
  type LoadChange,
  type LoadedChange,
} from './load-change.ts'

/** The end of a grant whose directory cannot be read is tried again so much later. */
const postponeMs = 60_000

/**
 * What a request comes to when its time has come: awaiting lapses, scheduled reminds and then starts. Each step is a
 * conditional move, so that several processes may look at the same moment; undefined where another was faster.
 */
export function createDeadlines(deps: BotPorts & { readonly loadChange: LoadChange }) {
  const { requests, clock, log, i18n, loadChange } = deps
  const contexts = createPlanContexts(deps)
  const move = (request: Request, transition: Omit<Transition, 'actor'>) =>
    requests.move(request, { actor: robotActor, ...transition })

  const expire = (request: Request) => move(request, { to: 'expired', deliveryPending: true })

  async function remindOrStart(request: Request): Promise<Request | undefined> {
    const { details } = request
    if (details.kind !== 'grantExpiry') return requests.move(request, endImpossible(request))
    const endsAt = new Date(details.endsAt)
    if (clock.now() < endsAt)
      return move(request, {
        to: 'scheduled',
        event: auditEvents.reminded,
        dueAt: endsAt,
        deliveryPending: details.acknowledged !== true,
      })
    const loaded = loadChange(details.change)
    if (typeof loaded === 'string')
      return requests.move(request, endUnreadable(request, details, loaded))
    const { command, args } = loaded
    if (!args) return requests.move(request, endUnreadable(request, details, 'argumentsOutdated'))
    try {
      return await start(request, details, command, args)
    } catch (error) {
      log.warn('scheduled.postponed', { id: request.id, error })
      const dueAt = new Date(clock.now().getTime() + postponeMs)
      await move(request, { to: 'scheduled', event: auditEvents.postponed, dueAt })
      return undefined
    }
  }

  async function start(
    request: Request,
    details: GrantExpiryDetails,
    command: ChangeCommand,
    args: NonNullable<LoadedChange['args']>,
  ): Promise<Request | undefined> {
    const plan = await command.plan(args, await whatIsLeft(request, details)).catch(error => {
      if (error instanceof Refusal) return error
      throw error
    })
    // Nothing is left to end: the person has lost the role already, or the role is gone.
    if (plan instanceof Refusal)
      return move(request, {
        to: 'done',
        details: { ...details, message: localized('ended.already') },
        deliveryPending: true,
      })
    return move(request, {
      to: 'running',
      details: {
        ...details,
        change: { ...details.change, plan },
        view: command.card(plan, i18n),
        impact: command.impact(plan),
      },
    })
  }

  /**
   * Looks at what is left of a grant: whoever has left the organisation is no reason to leave the others the role, and whoever
   * lost it since and has it again has it by another grant.
   */
  async function whatIsLeft(
    { requester, createdAt }: Request,
    { ends, impact, change }: GrantExpiryDetails,
  ): Promise<PlanContext> {
    const context = contexts.live({ userid: requester, level: undefined })
    const grant = await requests.byCode(ends)
    const grantCommand = grant?.details.kind === 'change' ? grant.details.change.command : undefined
    const since = (await requests.doneSince(createdAt)).flatMap(({ code, details }) =>
      code !== ends && 'impact' in details && details.impact.role?.id === impact.role?.id
        ? [{ code, details, undoes: details.kind === 'change' ? details.undoes : undefined }]
        : [],
    )
    const undone = new Set(since.map(one => one.undoes))
    // Lost by another removal that was not undone, or given by another grant.
    const lost = new Set(
      since
        .filter(({ code, details, undoes }) =>
          details.change.command === change.command
            ? !undone.has(code)
            : details.change.command === grantCommand && undoes === undefined,
        )
        .flatMap(({ details: { outcome, impact } }) => outcome?.done ?? impact.people),
    )
    return {
      ...context,
      users: {
        ...context.users,
        find: async ref => (await context.users.get(userId.parse(ref))) ?? gone(ref),
      },
      roles: {
        ...context.roles,
        async members(id) {
          const members = await context.roles.members(id)
          return { ...members, list: members.list.filter(({ userid }) => !lost.has(userid)) }
        },
      },
    }
  }

  return { expire, remindOrStart }
}

const gone = (ref: string): Person => ({
  userid: userId.parse(ref),
  name: ref,
  departments: [],
  roles: [],
})
