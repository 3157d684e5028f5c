import { createPermissions, type Permissions } from '../access/permissions.ts'
import { createRoleInLine } from '../access/role-in-line.ts'
import { isStranger, strangerQuietMs } from '../access/stranger.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import { Refusal, refuse } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { LineDetails, Request, Transition } from '../model/request.ts'
import { origins } from '../model/stored-names.ts'
import type { Parse, Parsed } from '../parse/parse-command.ts'
import type { BotPorts } from '../ports.ts'
import { answerCheckpoint } from './audit-checkpoint.ts'
import { createDecisions } from './decisions.ts'
import { describeError } from './describe-error.ts'
import { type ChangeCommand, endImpossible, type LoadChange } from './load-change.ts'
import { createProposer } from './propose-change.ts'

/** That DingTalk does not say what right they have, people are told once in so long: "try again in a minute". */
const failedQuietMs = 60_000

type ParsedCommand = Extract<Parsed, { kind: 'command' }>
type Step = Omit<Transition, 'actor'>
/** A line as it was moved; `unheard` where its sender is met with silence, and it is as if it had not been. */
export type Handled = Request & { readonly unheard?: true }

/**
 * Handles a received request: parse, authorize, then answer a question, put a change before its approvers, or decide about
 * another request, which `enqueue` gets. Everything thrown on the way becomes a sentence. Resolves with the moved request;
 * undefined where another process moved it.
 */
export function createCommandHandler(
  deps: BotPorts & { readonly parse: Parse; readonly loadChange: LoadChange },
) {
  const { requests, i18n, log, metrics, policy, directory, live, parse } = deps
  const contexts = createPlanContexts(deps)
  const decisions = createDecisions(deps)
  const { plan, propose, awaitApproval } = createProposer(deps)
  const roleIn = createRoleInLine(directory, requests)

  return async function handleCommand(
    request: Request,
    enqueue: (moved: Request) => void,
  ): Promise<Handled | undefined> {
    const { details, requester: userid } = request
    if (details.kind === 'auditCheckpoint')
      return requests.move(request, await answerCheckpoint(deps))
    if (details.kind !== 'line') return requests.move(request, endImpossible(request))

    let actor: Actor | undefined
    const parsed = parse({ text: request.line, mentions: request.mentions })
    const command = nameOf(parsed)
    const permissions = createPermissions({ directory, policy })
    try {
      // Before what is wrong with the line: a stranger learns nothing, not even the syntax.
      actor = await requirePermission(permissions, userid, parsed, request)
      const said = readable(details, parsed)
      const step = await carryOut(request, said, { actor, permissions }, enqueue)
      metrics.command(command, step.to)
      return await requests.move(request, { ...step, actor: userid })
    } catch (error) {
      const { to, message } = describeError(error, request)
      if (to === 'failed') log.error('command.failed', { id: request.id, command, error })
      metrics.command(command, to)
      const step: Transition = {
        to,
        actor: userid,
        details: { ...details, message },
        record: { command, line: request.line, reason: message.key },
        deliveryPending: isTyped(request),
      }
      const quietMs = actor ? undefined : await quietAfter(error, request, permissions)
      if (quietMs === undefined) return requests.move(request, step)
      const refused = await requests.refuse(request, step, quietMs)
      if (refused !== 'unheard') return refused
      // Whoever presses is answered in the callback, which costs nothing.
      const told = { status: to, details: { ...details, message }, deliveryPending: false } as const
      return { ...request, ...told, unheard: true }
    }
  }

  /** How long somebody is met with silence after this, who may be anybody; undefined for whoever has some right. */
  async function quietAfter(
    error: unknown,
    { requester, unproven }: Request,
    permissions: Permissions,
  ): Promise<number | undefined> {
    // Nobody can say what right they have.
    if (!(error instanceof Refusal)) return unproven ? failedQuietMs : undefined
    return (await isStranger(deps, permissions, requester)) ? strangerQuietMs : undefined
  }

  function requirePermission(
    permissions: Permissions,
    userid: UserId,
    parsed: Parsed,
    { conversation }: Request,
  ): Promise<Actor> {
    const role =
      parsed.kind === 'command' && ('run' in parsed.command || 'decide' in parsed.command)
        ? () => roleIn(parsed.args)
        : undefined
    return permissions.requireRequest(userid, { command: nameOf(parsed) }, conversation, role)
  }

  async function carryOut(
    request: Request,
    parsed: ParsedCommand,
    { actor, permissions }: { readonly actor: Actor; readonly permissions: Permissions },
    enqueue: (moved: Request) => void,
  ): Promise<Step> {
    const { command, args, line } = parsed
    if ('run' in command) return proposeChange(request, { ...parsed, command }, actor)
    if ('plan' in command) {
      const plan = await command.plan(args, contexts.remembered(actor))
      return {
        to: 'answered',
        details: {
          kind: 'question',
          command: command.name,
          line,
          answer: command.card(plan, i18n),
        },
        record: { command: command.name, line },
        deliveryPending: true,
      }
    }
    const result = await command.decide(args, decisions(actor, enqueue))
    if (result.kind === 'message')
      return {
        to: 'answered',
        details: { kind: 'decision', command: command.name, line, message: result.message },
        record: { command: command.name, line },
        deliveryPending: isTyped(request),
      }
    const inverse = parse({ text: result.words, mentions: [] })
    if (inverse.kind === 'problem') throw new Refusal(inverse.problem)
    if (!('run' in inverse.command)) throw new Error(`/${line} is undone by a change only`)
    await requirePermission(permissions, actor.userid, inverse, request)
    return proposeChange(request, { ...inverse, command: inverse.command }, actor, result.undoes)
  }

  async function proposeChange(
    request: Request,
    proposed: Omit<ParsedCommand, 'command'> & { command: ChangeCommand },
    actor: Actor,
    undoes?: string,
  ): Promise<Step> {
    const permissions = createPermissions({ directory: live, policy })
    // The way back is written in ids: a name may be another's by now.
    const inIds = undoes !== undefined
    const planned = await plan(actor, permissions, { ...proposed, inIds })
    const details = await propose(actor, permissions, planned)
    return awaitApproval(request, { ...details, ...(undoes !== undefined && { undoes }) })
  }
}

const nameOf = (parsed: Parsed) => (parsed.kind === 'command' ? parsed.command.name : 'unknown')

/** What was typed is answered in its conversation; what was pressed, in the callback. */
const isTyped = ({ via }: Request): boolean => via !== origins.cardAction

/** The command that was said, or a Refusal that says what is wrong with the line. */
function readable({ unreadable, outsiders }: LineDetails, parsed: Parsed): ParsedCommand {
  if (unreadable === 'over-quota') throw refuse('refused.overQuota')
  if (unreadable === 'too-long') throw refuse('refused.tooLong')
  if (unreadable !== undefined) throw refuse('refused.textOnly')
  if (outsiders !== undefined) throw refuse('refused.outsider')
  if (parsed.kind === 'problem') throw new Refusal(parsed.problem)
  return parsed
}
