import { createApprovers, type Proposal } from '../access/approvers.ts'
import { createPermissions } from '../access/permissions.ts'
import type { BotDeps } from '../bot.ts'
import type { Actor, Change } from '../command/command.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import { refuse } from '../errors.ts'
import type { Details, Request, Transition } from '../model/request.ts'

/** A change as it would be asked for now. */
export interface Drafted {
  readonly command: Change & { readonly name: string }
  readonly args: Readonly<Record<string, unknown>>
  readonly line: string
}

/** Plans a change and checks it against the policy and the ranges; what it returns is what a card shows and an approver agrees to. */
export function createProposer(deps: BotDeps) {
  const { policy, i18n, clock, live } = deps
  const looks = createPlanContexts(deps)
  const rights = createPermissions({ directory: live, policy })
  const approvers = createApprovers({ directory: live, policy })

  async function draft(me: Actor, { command, args, line }: Drafted): Promise<Details> {
    const plan = await command.plan(args, looks.live(me))
    const touch = command.impact(plan)
    const risk = command.riskOf?.(args) ?? command.risk
    const proposal: Proposal = {
      command: command.name,
      role: touch.role,
      requester: me.userid,
      risk,
      touch,
    }
    await rights.change(me, proposal, touch)
    const eligible = await approvers.eligible(proposal)
    const { by, count } = approvers.agreement(proposal)
    const alone = await approvers.mayAlone(me, proposal)
    if (by !== 'requester' && eligible.length < count && !alone)
      throw by === 'main'
        ? refuse('refused.noMain', { count })
        : refuse('refused.noPeer', { count })
    const able = by === 'requester' || alone ? [me.userid] : eligible
    return {
      command: command.name,
      line,
      risk,
      plan,
      touch,
      view: command.card(plan, i18n),
      approvers: able,
      names: await names([me.userid, ...able.slice(0, most)]),
      ...(alone && { alone }),
    }
  }

  async function names(userids: readonly UserId[]): Promise<Readonly<Record<string, string>>> {
    const people = await Promise.all(userids.map(userid => deps.directory.users.get(userid)))
    return Object.fromEntries(userids.map((userid, i) => [userid, people[i]?.name ?? userid]))
  }

  /** The step that puts a drafted change before its approvers. */
  function awaiting(request: Pick<Request, 'requester'>, details: Details): Transition {
    const { view, touch, line, risk } = details
    return {
      to: 'awaiting',
      actor: request.requester,
      details,
      dueAt: new Date(clock.now().getTime() + policy.expires),
      deliveryPending: true,
      record: {
        command: details.command,
        line,
        risk,
        role: touch?.role,
        people: touch?.people,
        before: view?.before,
        after: view?.after,
      },
    }
  }

  return { draft, awaiting, names }
}

/** So many approvers are named and mentioned on a card; more would drown it. */
const most = 10
