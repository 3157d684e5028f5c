import type { z } from 'zod'
import type { Level, UserId } from '../directory.ts'
import type { I18n, LocalizedMessage, PlainKey } from '../i18n.ts'
import type { Answer } from '../model/card.ts'
import type { ChangeView, Impact, Observation, Outcome, RunContext } from '../model/change.ts'
import type { ChangeRisk, Request, Status } from '../model/request.ts'
import type { Word } from '../parse/tokenize.ts'
import type { AuditFilter, AuditRecord } from '../ports.ts'
import type { DecisionResult, Decisions } from '../request/decisions.ts'
import { type Arg, type ArgName, readArgs } from './args.ts'
import type { Lookup } from './lookup.ts'

/** Who is asking, with the level that listadmin gave; none where the policy names somebody who is no administrator. */
export interface Actor {
  readonly userid: UserId
  readonly level: Level | undefined
}

/** What the robot knows of itself, for `/status`. */
export interface RobotStatus {
  readonly version: string
  readonly connected: boolean
  readonly startedAt: Date
  readonly states: Readonly<Partial<Record<Status, number>>>
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
  waiting(): Promise<readonly Request[]>
  byCode(code: string): Promise<Request>
  /** As byCode; for a grant that is to end, the end. */
  endOf(code: string): Promise<Request>
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
  plan(args: z.output<A>, look: PlanContext): Promise<Plan>
  card(plan: Plan, i18n: I18n): Answer
}

/**
 * A change: plan looks, card shows, run acts, verify checks, undo names the way back. The plan is JSON data: it is made
 * twice and compared, and it outlives a restart.
 */
export interface Change<A extends z.ZodObject = z.ZodObject, Plan = unknown> extends Syntax<A> {
  readonly risk: ChangeRisk
  /** Where the risk depends on the arguments. */
  riskOf?(args: z.output<A>): ChangeRisk
  plan(args: z.output<A>, look: PlanContext): Promise<Plan>
  impact(plan: Plan): Impact
  card(plan: Plan, i18n: I18n): ChangeView
  run(plan: Plan, hands: RunContext): Promise<Outcome>
  /** Reads the directory after an interrupted run. */
  verify(plan: Plan, look: PlanContext): Promise<Observation<Plan>>
  /** The line of the way back, or why there is none. */
  undo(plan: Plan, outcome: Outcome): readonly (string | Word)[] | LocalizedMessage
  /** What is to happen later because of it: a time-bound grant's end. */
  schedules?(
    plan: Plan,
    outcome: Outcome,
  ):
    | { readonly command: string; readonly words: readonly string[]; readonly afterMs: number }
    | undefined
}

/** A word about another request: approve, reject, cancel, undo. */
export interface DecisionCommand<A extends z.ZodObject = z.ZodObject> extends Syntax<A> {
  readonly risk: 'none'
  decide(args: z.output<A>, desk: Decisions): Promise<DecisionResult>
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
  control: DecisionCommand<A> & { readonly args: Described<A> },
): DecisionCommand<A> {
  return control
}

/** Gives a definition its name, which is the path of its file with blanks for slashes. */
export function nameCommand(name: string, definition: Definition): Command {
  return { ...definition, name, syntax: readArgs(definition.args) }
}
