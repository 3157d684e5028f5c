import type { z } from 'zod'
import type { Level, UserId } from '../directory.ts'
import type { PlainKey, Sentence, Words } from '../i18n.ts'
import type { Answer } from '../model/card.ts'
import type { ChangeView, Hands, Outcome, Settled, Touch } from '../model/change.ts'
import type { ChangeRisk, Request, Status } from '../model/request.ts'
import type { Word } from '../parse/tokenize.ts'
import type { AuditFilter, AuditRecord } from '../ports.ts'
import type { Desk, Said } from '../request/decisions.ts'
import { type Arg, type ArgName, readArgs } from './args.ts'
import type { Finders } from './lookup.ts'

/** Who is asking, with the level that listadmin gave; none where the policy names somebody who is no administrator. */
export interface Asking {
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
export interface Look extends Finders {
  readonly me: Asking
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
  plan(args: z.output<A>, look: Look): Promise<Plan>
  card(plan: Plan, words: Words): Answer
}

/**
 * A change: plan looks, card shows, run acts, verify checks, undo names the way back. The plan is JSON data: it is made
 * twice and compared, and it outlives a restart.
 */
export interface Change<A extends z.ZodObject = z.ZodObject, Plan = unknown> extends Syntax<A> {
  readonly risk: ChangeRisk
  /** Where the risk depends on the arguments. */
  riskOf?(args: z.output<A>): ChangeRisk
  plan(args: z.output<A>, look: Look): Promise<Plan>
  touches(plan: Plan): Touch
  card(plan: Plan, words: Words): ChangeView
  run(plan: Plan, hands: Hands): Promise<Outcome>
  /** Reads the directory after an interrupted run. */
  verify(plan: Plan, look: Look): Promise<Settled<Plan>>
  /** The line of the way back, or why there is none. */
  undo(plan: Plan, outcome: Outcome): readonly (string | Word)[] | Sentence
  /** What is to happen later because of it: a time-bound grant's end. */
  leaves?(
    plan: Plan,
    outcome: Outcome,
  ):
    | { readonly command: string; readonly words: readonly string[]; readonly afterMs: number }
    | undefined
}

/** A word about another request: approve, reject, cancel, undo. */
export interface Control<A extends z.ZodObject = z.ZodObject> extends Syntax<A> {
  readonly risk: 'none'
  act(args: z.output<A>, desk: Desk): Promise<Said>
}

/** A command as its file defines it. */
export type Definition = Query | Change | Control

/** A command as the robot knows it: `commands/role/members.ts` is `role members`. */
export type Command = Definition & {
  readonly name: string
  readonly syntax: readonly Arg[]
}

/** Arguments that the catalogue describes, each one; a schema with another does not compile. */
type Described<A extends z.ZodObject> = keyof A['shape'] extends ArgName ? unknown : never

/** Checks a question's types; `commands/*` default-export what these three return. */
export function defineCommand<A extends z.ZodObject, Plan>(
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
export function defineControl<A extends z.ZodObject>(
  control: Control<A> & { readonly args: Described<A> },
): Control<A> {
  return control
}

/** Gives a definition its name, which is the path of its file with blanks for slashes. */
export function nameCommand(name: string, definition: Definition): Command {
  return { ...definition, name, syntax: readArgs(definition.args) }
}
