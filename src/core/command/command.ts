import type { z } from 'zod'
import type { I18n, LocalizedMessage, PlainKey } from '../i18n.ts'
import type { Actor } from '../model/actor.ts'
import type { AuditFilter, AuditRecord } from '../model/audit.ts'
import type { Answer } from '../model/card.ts'
import type {
  ChangeRisk,
  ChangeView,
  Impact,
  Observation,
  Outcome,
  RunContext,
} from '../model/change.ts'
import type { Request } from '../model/request.ts'
import type { Status } from '../model/status.ts'
import type { Word } from '../parse/tokenize.ts'
import { type Arg, type ArgName, readArgs } from './args.ts'
import type { Lookup } from './lookup.ts'

/** What the robot knows of itself, for `/status`. */
export interface RobotStatus {
  readonly version: string
  readonly connected: boolean
  readonly startedAt: Date
  readonly states: Readonly<Partial<Record<Status, number>>>
  /** Requests that this version cannot read, and has set aside. */
  readonly unreadable: number
  /** Calls since the start that count against the organisation's monthly quota. */
  readonly metered: number
}

/** What a plan may see: it only looks, and a plan that writes does not compile. */
export interface PlanContext extends Lookup {
  readonly actor: Actor
  readonly now: Date
  readonly commands: readonly Command[]
  status(): Promise<RobotStatus>
  readonly records: Records
}

/** What the robot remembers, for `/pending`, `/audit` and changes of its own requests. */
export interface Records {
  /** The first of what waits for approval and of the ends that are to come, and how many there are of both. */
  waiting(): Promise<{ readonly requests: readonly Request[]; readonly count: number }>
  byCode(code: string): Promise<Request>
  /** As byCode; for a grant that is to end, the end. */
  expiryOf(code: string): Promise<Request>
  audit(filter: AuditFilter): Promise<readonly AuditRecord[]>
}

interface Syntax<A extends z.ZodObject> {
  /** The catalogue's key of the one sentence that says what it does. */
  readonly summary: PlainKey
  /** The whole phrase in other words: `角色 成员`. */
  readonly aliases?: readonly string[]
  /** The schema is the syntax: required fields are positional, the others are `--flags`. */
  readonly args: A
  /** A line that works in the sandbox's company: shown in help, and where another line does not work. */
  readonly example: string
}

/** A question: it looks, and a card shows what it saw. */
export interface Query<A extends z.ZodObject = z.ZodObject, Plan = unknown> extends Syntax<A> {
  readonly risk: 'none'
  plan(args: z.output<A>, context: PlanContext): Promise<Plan>
  card(plan: Plan, i18n: I18n): Answer
}

/**
 * A change: plan looks, card shows, run acts, verify checks, undo names the way back. The plan is JSON data: it is made
 * twice and compared, and it outlives a restart.
 */
export interface Change<A extends z.ZodObject = z.ZodObject, Plan = unknown> extends Syntax<A> {
  readonly risk: ChangeRisk
  /** Where the risk depends on the arguments, or on who asks. */
  riskOf?(args: z.output<A>, requester: Actor): ChangeRisk
  /** What a plan looks like, stored: one of another shape is made again, not run. */
  readonly planSchema: z.ZodType<Plan>
  plan(args: z.output<A>, context: PlanContext): Promise<NoInfer<Plan>>
  impact(plan: NoInfer<Plan>): Impact
  card(plan: NoInfer<Plan>, i18n: I18n): ChangeView
  run(plan: NoInfer<Plan>, context: RunContext): Promise<Outcome>
  /** Reads the directory after a run; whoever asked is in the context without a level. */
  verify(plan: NoInfer<Plan>, context: PlanContext): Promise<Observation<NoInfer<Plan>>>
  /** The line of the way back, or why there is none. */
  undo(plan: NoInfer<Plan>, outcome: Outcome): readonly (string | Word)[] | LocalizedMessage
  /** What is to happen later because of it: a time-bound grant's end. */
  schedules?(plan: NoInfer<Plan>, outcome: Outcome): ScheduledLine | undefined
}

/** A line that the robot itself carries out later. */
export interface ScheduledLine {
  readonly command: string
  readonly words: readonly string[]
  readonly afterMs: number
}

/** A word about another request: approve, reject, cancel, undo. */
export interface DecisionCommand<A extends z.ZodObject = z.ZodObject> extends Syntax<A> {
  readonly risk: 'none'
  decide(args: z.output<A>, decisions: Decisions): Promise<DecisionResult>
}

/** What a word about another request came to: something to say, or the line that the speaker's request goes on under. */
export type DecisionResult =
  | { readonly kind: 'message'; readonly message: LocalizedMessage }
  | { readonly kind: 'line'; readonly words: readonly Word[]; readonly undoes: string }

/** Where requests are decided, bound to the person who speaks. Every method throws a Refusal where the answer is no. */
export interface Decisions {
  approve(code: string): Promise<DecisionResult>
  reject(code: string, reason: string): Promise<DecisionResult>
  cancel(code: string): Promise<DecisionResult>
  undo(code: string): Promise<DecisionResult>
  /** Lets a time-bound grant end as planned: its reminder loses its buttons. */
  acknowledgeExpiry(code: string): Promise<DecisionResult>
}

/** A command as its file defines it. */
export type Definition = Query | Change | DecisionCommand

/** A command as the robot knows it: `commands/role/members.ts` is `role members`. */
export type Command = Definition & {
  readonly name: string
  readonly syntax: readonly Arg[]
}

/** Arguments that the catalogue describes, each one; a schema with another does not compile. */
type Described<A extends z.ZodObject> = keyof A['shape'] extends ArgName ? unknown : never

/** Checks a question's types; `commands/*` default-export what these three return. */
export function defineQuery<A extends z.ZodObject, Plan>(
  query: Query<A, Plan> & { readonly args: Described<A> },
): Query<A, Plan> {
  return query
}

/** Checks a change's types. */
export function defineChange<A extends z.ZodObject, Plan>(
  change: Change<A, Plan> & { readonly args: Described<A> },
): Change<A, Plan> {
  return change
}

/** Checks the types of a word about another request. */
export function defineDecision<A extends z.ZodObject>(
  decision: DecisionCommand<A> & { readonly args: Described<A> },
): DecisionCommand<A> {
  return decision
}

/** Gives a definition its name, which is the path of its file with blanks for slashes. */
export function nameCommand(name: string, definition: Definition): Command {
  return { ...definition, name, syntax: readArgs(definition.args) }
}
