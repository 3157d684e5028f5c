import type { Permissions } from '../access/permissions.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import type { Actor } from '../model/actor.ts'
import type { Arguments } from '../model/change.ts'
import type { ChangeDetails, Request, Transition } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import type { ChangeCommand } from './load-change.ts'

/** So many approvers are named and mentioned on a card; more would drown it. */
const mostNamed = 10

/** A change as it is asked for. */
export interface Proposed {
  readonly command: ChangeCommand
  readonly args: Readonly<Record<string, unknown>>
  /** The arguments as they were said: what is stored. */
  readonly said: Arguments
  readonly line: string
}

/** Plans a change and checks it against the policy and the management scopes; what it returns is what a card shows and an approver agrees to. */
export function createProposer(deps: BotPorts) {
  const { policy, i18n, clock } = deps
  const contexts = createPlanContexts(deps)

  async function propose(
    requester: Actor,
    permissions: Permissions,
    { command, args, said, line }: Proposed,
  ): Promise<ChangeDetails> {
    const plan = await command.plan(args, contexts.live(requester))
    const impact = command.impact(plan)
    const risk = command.riskOf?.(args) ?? command.risk
    const { approvers, alone } = await permissions.approversOf(requester, {
      command: command.name,
      role: impact.role,
      requester: requester.userid,
      risk,
      impact,
    })
    return {
      kind: 'change',
      change: { command: command.name, args: said, plan },
      line,
      risk,
      impact,
      view: command.card(plan, i18n),
      names: await namesOf([requester.userid, ...approvers.slice(0, mostNamed)]),
      approvers,
      approvals: [],
      ...(alone && { alone }),
    }
  }

  async function namesOf(userids: readonly UserId[]): Promise<Readonly<Record<string, string>>> {
    const people = await Promise.all(userids.map(userid => deps.directory.users.get(userid)))
    return Object.fromEntries(userids.map((userid, i) => [userid, people[i]?.name ?? userid]))
  }

  const lapsesAt = () => new Date(clock.now().getTime() + policy.expires)

  /** The step that puts a proposed change before its approvers. */
  function awaitApproval(
    { requester }: Pick<Request, 'requester'>,
    details: ChangeDetails,
  ): Transition {
    const { change, view, impact, line, risk } = details
    return {
      to: 'awaiting',
      actor: requester,
      details,
      dueAt: lapsesAt(),
      deliveryPending: true,
      record: {
        command: change.command,
        line,
        risk,
        role: impact.role,
        people: impact.people,
        before: view.before,
        after: view.after,
      },
    }
  }

  return { propose, awaitApproval, namesOf, lapsesAt }
}
