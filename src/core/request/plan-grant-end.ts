import type { PlanContext } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import { type Person, type UserId, userId } from '../directory.ts'
import { Refusal } from '../errors.ts'
import type { ChangeDetails, GrantExpiryDetails, Request } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import type { LoadedChange } from './load-change.ts'

/** The revoke that ends a grant, able to plan. */
export interface GrantEndCommand extends Pick<LoadedChange, 'command'> {
  readonly args: NonNullable<LoadedChange['args']>
}

/** Whether an end's Refusal says that it is over: the people have lost the role already, or the role is gone. */
export const isNothingLeft = ({ reason: { key } }: Refusal): boolean =>
  key === 'role.remove.none' || key === 'gone.role'

/**
 * Plans the end of a grant for a time, by what is left of the grant now; a Refusal where it cannot end. Everything in it is an
 * id: neither a role nor a person is looked for by a name. Throws while another change of the
 * same people is under way: it is tried again.
 */
export function createGrantEndPlanner(deps: BotPorts) {
  const { requests } = deps
  const contexts = createPlanContexts(deps)

  return async function planGrantEnd(
    request: Request,
    details: GrantExpiryDetails,
    { command, args }: GrantEndCommand,
  ): Promise<unknown> {
    try {
      return await command.plan(args, await whatIsLeft(request, details))
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  }

  /**
   * Whoever has left the organisation is no reason to leave the others the role, and whoever lost it since the grant and has
   * it again has it by another grant.
   */
  async function whatIsLeft(request: Request, details: GrantExpiryDetails): Promise<PlanContext> {
    const inIds = true
    const context = contexts.live({ userid: request.requester, level: undefined }, { inIds })
    const kept = await keptByOthers(request, details)
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
          return { ...members, list: members.list.filter(({ userid }) => !kept.has(userid)) }
        },
      },
    }
  }

  /** Who has the role by something else than this grant: another gave it, or it was taken away and has come back since. */
  async function keptByOthers(
    { id }: Request,
    { ends, endsAt, impact, change }: GrantExpiryDetails,
  ): Promise<ReadonlySet<UserId>> {
    const grant = await requests.byCode(ends)
    if (grant?.details.kind !== 'change') return new Set()
    const given = grant.details.change.command
    const isOther = (request: Request): request is Effect =>
      request.id !== id &&
      'impact' in request.details &&
      request.details.impact.role?.id === impact.role?.id
    const running = (await requests.withStatus('running')).filter(isOther)
    if (
      running.some(({ details }) => details.impact.people.some(who => impact.people.includes(who)))
    )
      throw new Error('another change of these people in this role is under way')

    const since = (await requests.effectsSince(grant, 'approval')).filter(isOther)
    const undone = new Set(since.map(undoneBy))
    const codes = new Set(since.map(({ code }) => code))
    const kept = new Set<UserId>()
    for (const effect of since) {
      const { command } = effect.details.change
      const taken = command === change.command && !undone.has(effect.code)
      // To give back what was taken since is no grant of its own.
      const givesBack = codes.has(undoneBy(effect) ?? '')
      const lasts = command === given && !givesBack && (await outlasts(effect, { id, endsAt }))
      if (taken || lasts) for (const person of reached(effect)) kept.add(person)
    }
    return kept
  }

  /** Whether a grant lasts longer than one that ends then. */
  async function outlasts(
    grant: Effect,
    { id, endsAt }: { id: string; endsAt: string },
  ): Promise<boolean> {
    const end = await requests.endOf(grant)
    if (end?.details.kind !== 'grantExpiry') return true
    const isOpen = end.status === 'scheduled' || end.status === 'running'
    const later = end.details.endsAt > endsAt || (end.details.endsAt === endsAt && end.id > id)
    return isOpen && later
  }
}

/** A change that came into effect. */
type Effect = Request & { readonly details: ChangeDetails | GrantExpiryDetails }

const undoneBy = ({ details }: Effect): string | undefined =>
  details.kind === 'change' ? details.undoes : undefined

/** Whom a change has reached; where how it ended is unclear, those who are known to be. */
const reached = ({ status, details: { outcome, impact } }: Effect) =>
  outcome?.done ?? (status === 'done' ? impact.people : [])

const gone = (ref: string): Person => ({
  userid: userId.parse(ref),
  name: ref,
  departments: [],
  roles: [],
})
