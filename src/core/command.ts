import type { z } from 'zod'
import { type Arg, type ArgName, readArgs } from './args.ts'
import type { Answer } from './card.ts'
import type { Level, UserId } from './directory.ts'
import type { Finders } from './finders.ts'
import type { Status } from './request.ts'
import type { PlainKey, Words } from './words.ts'

/** Who is asking, with the level that listadmin gave. */
export interface Asking {
  readonly userid: UserId
  readonly level: Level
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
}

/** A question: it looks, and a card shows what it saw. */
export interface Query<A extends z.ZodObject = z.ZodObject, Plan = unknown> {
  /** The catalogue's key of the one sentence that says what it does. */
  readonly summary: PlainKey
  /** The whole phrase in other words: `角色 成员`. */
  readonly aliases?: readonly string[]
  /** The schema is the syntax: required fields are positional, the others are `--flags`. */
  readonly args: A
  /** A line that works in the sandbox's company: shown in help, and where another line does not work. */
  readonly example: string
  readonly risk: 'none'
  plan(args: z.output<A>, look: Look): Promise<Plan>
  card(plan: Plan, words: Words): Answer
}

/** A command as its file defines it. */
export type Definition = Query

/** A command as the robot knows it: `commands/role/members.ts` is `role members`. */
export type Command = Definition & {
  readonly name: string
  readonly syntax: readonly Arg[]
}

/** Arguments that the catalogue describes, each one; a schema with another does not compile. */
type Described<A extends z.ZodObject> = keyof A['shape'] extends ArgName ? unknown : never

/** Checks a command's types; `commands/*` default-export what it returns. */
export function defineCommand<A extends z.ZodObject, Plan>(
  query: Query<A, Plan> & { readonly args: Described<A> },
): Query<A, Plan> {
  return query
}

/** Gives a definition its name, which is the path of its file with blanks for slashes. */
export function nameCommand(name: string, definition: Definition): Command {
  return { ...definition, name, syntax: readArgs(definition.args) }
}
