import type { Permissions, Proposal } from '../access/permissions.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import type { Actor } from '../model/actor.ts'
import { type Arguments, touched } from '../model/change.ts'
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
  /** Its arguments name everything by id. */
  readonly inIds: boolean
}

/** A change as it would be now. */
export interface Planned {
  readonly command: ChangeCommand
  readonly proposal: Proposal
  readonly line: string
  /** As they are stored: by ids. */
  readonly args: Arguments
  readonly plan: unknown
}

/** Plans changes, and checks them against the policy and the management scopes. */
export function createProposer(deps: BotPorts) {
  const { policy, i18n, clock } = deps
  const contexts = createPlanContexts(deps)

  /** Plans a change, and checks whether its requester may ask for it. Throws a Refusal. */
  async function plan(
    requester: Actor,
    permissions: Permissions,
    { command, args: read, said, line, inIds }: Proposed,
  ): Promise<Planned> {
    const context = contexts.live(requester, { inIds })
    const plan = await command.plan(read, context)
    const impact = command.impact(plan)
    const risk = command.riskOf?.(read, requester) ?? command.risk
    const proposal = {
      command: command.name,
      role: impact.role,
      requester: requester.userid,
      risk,
      impact,
    }
    await permissions.requireChange(requester, proposal)
    const args = inIds ? said : context.asIds(command.syntax, said)
    return { command, proposal, line, args, plan }
  }

  /** What a card shows and an approver agrees to. Throws a Refusal where too few could approve. */
  async function propose(
    requester: Actor,
    permissions: Permissions,
    { command, proposal, line, args, plan }: Planned,
  ): Promise<ChangeDetails> {
    const { risk, impact } = proposal
    const { approvers, alone } = await permissions.approversOf(requester, proposal)
    return {
      kind: 'change',
      change: { command: command.name, args, inIds: true, plan },
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
        people: touched(impact),
        before: view.before,
        after: view.after,
      },
    }
  }

  return { plan, propose, awaitApproval, namesOf, lapsesAt }
}
