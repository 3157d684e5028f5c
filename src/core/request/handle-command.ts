import { createPermissions } from '../access/permissions.ts'
import { createRoleInLine } from '../access/role-in-line.ts'
import type { BotDeps } from '../bot.ts'
import type { Actor, Change, Query } from '../command/command.ts'
import { createLookup } from '../command/lookup.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import { Refusal, refuse } from '../errors.ts'
import type { Details, Request, Transition } from '../model/request.ts'
import type { Parse, Parsed } from '../parse/parse-command.ts'
import { joinLine } from '../parse/tokenize.ts'
import { isNoteOfHead, noteHead } from './audit-checkpoint.ts'
import { createDecisions } from './decisions.ts'
import { describeError } from './describe-error.ts'
import { createProposer } from './propose-change.ts'

type Understood = Extract<Parsed, { kind: 'command' }>
type Step = Pick<Transition, 'to' | 'details' | 'record' | 'deliveryPending' | 'dueAt'>

/** Where a received request has come to, and which other request its words have moved. */
export interface Taken {
  readonly request: Request | undefined
  readonly moved: Request | undefined
}

/**
 * Takes a received request on: parse, authorize, then answer a question, put a change before its approvers, or decide about
 * another request. Everything thrown on the way becomes a sentence.
 */
export function createTaker(deps: BotDeps, parse: Parse) {
  const { requests, i18n, log, metrics, policy } = deps
  const rights = createPermissions({ directory: deps.directory, policy })
  const looks = createPlanContexts(deps)
  const proposer = createProposer(deps)
  const desk = createDecisions(deps, parse)
  const roleIn = createRoleInLine(createLookup(deps.directory), requests)

  const mayAsk = (userid: UserId, parsed: Parsed, { conversation }: Request) =>
    rights.ask(
      userid,
      { command: nameOf(parsed) },
      conversation,
      parsed.kind === 'command' && 'run' in parsed.command ? () => roleIn(parsed.args) : undefined,
    )

  return async function take(request: Request): Promise<Taken> {
    if (isNoteOfHead(request))
      return { request: await requests.move(request, await noteHead(deps)), moved: undefined }
    const parsed = parse({ text: request.line, mentions: request.mentions })
    const name = nameOf(parsed)
    const actor = request.requester
    const move = (step: Step) => requests.move(request, { actor, ...step })
    try {
      // Before what is wrong with the line: a stranger learns nothing, not even the syntax.
      const me = await mayAsk(actor, parsed, request)
      const { step, moved } = await carryOut(request, understood(request, parsed), me)
      metrics.command(name, step.to)
      return { request: await move(step), moved }
    } catch (error) {
      const { to, said } = describeError(error, request)
      if (to === 'failed') log.error('command.failed', { id: request.id, command: name, error })
      metrics.command(name, to)
      const record = { command: name, line: request.line, reason: said.key }
      const deliveryPending = request.via !== 'press'
      return {
        request: await move({ to, details: { said }, record, deliveryPending }),
        moved: undefined,
      }
    }
  }

  async function carryOut(
    request: Request,
    { command, args, line }: Understood,
    me: Actor,
    undoes?: string,
  ): Promise<{ step: Step; moved?: Request | undefined }> {
    const { name } = command
    if ('run' in command)
      return { step: await propose(request, { command, args, line }, me, undoes) }
    if (!('decide' in command)) return { step: await answer({ ...command, name }, args, line, me) }

    const said = await command.decide(args, desk(me))
    if (said.kind === 'line') {
      const text = `/${joinLine(said.words)}`
      const inverse = parse({ text, mentions: [] })
      if (inverse.kind === 'problem') throw new Refusal(inverse.problem)
      await mayAsk(me.userid, inverse, request)
      return carryOut(request, inverse, me, said.undoes)
    }
    const details = {
      command: name,
      line,
      said: said.sentence,
      answer: { title: line, head: i18n.message(said.sentence) },
    }
    const record = { command: name, line }
    const deliveryPending = request.via !== 'press'
    return { step: { to: 'answered', details, record, deliveryPending }, moved: said.moved }
  }

  async function answer(
    command: Query & { readonly name: string },
    args: Understood['args'],
    line: string,
    me: Actor,
  ): Promise<Step> {
    const plan = await command.plan(args, looks.remembered(me))
    const details = { command: command.name, line, answer: command.card(plan, i18n) }
    return {
      to: 'answered',
      details,
      record: { command: command.name, line },
      deliveryPending: true,
    }
  }

  async function propose(
    request: Request,
    drafted: {
      command: Change & { readonly name: string }
      args: Understood['args']
      line: string
    },
    me: Actor,
    undoes: string | undefined,
  ): Promise<Step> {
    const draft = await proposer.draft(me, drafted)
    const details: Details = { ...draft, ...(undoes !== undefined && { undoes }) }
    return proposer.awaiting(request, details)
  }
}

const nameOf = (parsed: Parsed) => (parsed.kind === 'command' ? parsed.command.name : 'unknown')

/** What can be carried out of what was said, or a Refusal that says what is wrong with it. */
function understood(request: Request, parsed: Parsed): Understood {
  const { unreadable, outsiders } = request.details
  if (unreadable === 'over-quota') throw refuse('refused.overQuota')
  if (unreadable !== undefined) throw refuse('refused.textOnly')
  if (outsiders !== undefined) throw refuse('refused.outsider')
  if (parsed.kind === 'problem') throw new Refusal(parsed.problem)
  return parsed
}
