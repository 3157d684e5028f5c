import { Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import type { GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { BotPorts } from '../ports.ts'
import { endImpossible, endUnreadable, type LoadChange } from './load-change.ts'
import { createGrantEndPlanner, type GrantEndCommand, isNothingLeft } from './plan-grant-end.ts'

/** The end of a grant whose directory cannot be read is tried again so much later. */
const postponeMs = 60_000

/**
 * What a request comes to when its time has come: awaiting lapses, scheduled reminds and then starts. Each step is a
 * conditional move, so that several processes may look at the same moment; undefined where another was faster.
 */
export function createDeadlines(deps: BotPorts & { readonly loadChange: LoadChange }) {
  const { requests, clock, log, i18n, loadChange } = deps
  const planGrantEnd = createGrantEndPlanner(deps)
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
      return await start(request, details, { command, args })
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
    loaded: GrantEndCommand,
  ): Promise<Request | undefined> {
    const { command } = loaded
    const plan = await planGrantEnd(request, details, loaded)
    if (plan instanceof Refusal) {
      const over = isNothingLeft(plan)
      const message = over ? localized('ended.already') : plan.reason
      return move(request, {
        to: over ? 'done' : 'failed',
        details: { ...details, message },
        ...(!over && { record: { reason: message.key } }),
        deliveryPending: true,
      })
    }
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

  return { expire, remindOrStart }
}
