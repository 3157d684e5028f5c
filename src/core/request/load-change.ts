import type { z } from 'zod'
import type { Proposal } from '../access/permissions.ts'
import type { Arg } from '../command/args.ts'
import type { Change, Command } from '../command/command.ts'
import { localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import type { ChangeProblem, StoredChange } from '../model/change.ts'
import type { ChangeDetails, GrantExpiryDetails, Request, Transition } from '../model/request.ts'

export type ChangeCommand = Change & { readonly name: string; readonly syntax: readonly Arg[] }

/** What plans look like, by the command's name. The store reads stored changes with it. */
export const createPlanSchemas = (commands: readonly Command[]): ReadonlyMap<string, z.ZodType> =>
  new Map([...commandsByName(commands)].map(([name, { planSchema }]) => [name, planSchema]))

/** A stored change, able to act again. */
export interface LoadedChange {
  readonly command: ChangeCommand
  /** Undefined where the command reads its arguments otherwise now. */
  readonly args: Readonly<Record<string, unknown>> | undefined
  readonly plan: unknown
}

/** Gives a stored change its command again, or says why it has none: it is data, and never read as a line. */
export function createChangeLoader(commands: readonly Command[]) {
  const changes = commandsByName(commands)
  return function loadChange(stored: StoredChange): LoadedChange | ChangeProblem {
    if (stored.problem) return stored.problem
    const command = changes.get(stored.command)
    if (!command) return 'commandGone'
    return { command, args: command.args.safeParse(stored.args).data, plan: stored.plan }
  }
}
export type LoadChange = ReturnType<typeof createChangeLoader>

const commandsByName = (commands: readonly Command[]): ReadonlyMap<string, ChangeCommand> =>
  new Map(commands.flatMap(command => ('run' in command ? [[command.name, command]] : [])))

/** A change as its approvers see it. */
export const proposalOf = (
  { requester }: Pick<Request, 'requester'>,
  { change, risk, impact }: ChangeDetails,
): Proposal => ({ command: change.command, requester, risk, impact, role: impact.role })

/** Ends what can no longer act as unclear, and says why: somebody must look, for nothing more happens by itself. */
export function endUnreadable(
  { code }: Request,
  details: ChangeDetails | GrantExpiryDetails,
  problem: ChangeProblem,
): Transition {
  const message = localized(`unclear.${problem}`, { code, command: details.change.command })
  return {
    to: 'unclear',
    actor: robotActor,
    details: { ...details, message },
    record: { reason: message.key },
    deliveryPending: true,
  }
}

/** Ends what can be in its state only by a mistake of ours: nothing is done about it. */
export const endImpossible = ({ code }: Request): Transition => {
  const message = localized('failed.fault', { code })
  return {
    to: 'failed',
    actor: robotActor,
    details: { kind: 'line', message },
    record: { reason: message.key },
    deliveryPending: true,
  }
}
