import { z } from 'zod'
import type { Key } from '../i18n.ts'

/** An argument's name is one that the catalogue describes (`arg.role.is`): what it does not describe cannot be asked for. */
export type ArgName = Key extends infer K
  ? K extends `arg.${infer Name}.is`
    ? Name
    : never
  : never

/** Letters, marks and digits as DingTalk's console takes them; control characters never belong in a name. */
const typed = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** A role's id or name; `roles.find` resolves it. */
export const roleRef = typed(100)
/** A userid or a name; a picked @mention fills it too. `users.find` resolves it. */
export const userRef = typed(64)
/** A department's id or name; `departments.find` resolves it. */
export const deptRef = typed(100)
/** A group's id or name. */
export const groupRef = typed(100)
/** A page of a long answer, from 1; cards have buttons for it, text has not. */
export const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/u)
  .transform(Number)
/**
 * A new name. DingTalk documents no limit; fifty characters fit every list that shows it. Digits alone would be taken for an id,
 * and a name that is not drawn for none.
 */
export const roleName = typed(50).regex(
  /[^\p{Nd}\p{No}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u,
)
/** A request's five characters, as its card shows them. */
export const code = z
  .string()
  .regex(/^[0-9A-Za-z]{5}$/u)
  .transform(text => text.toUpperCase())
/** Part of a reason, in the speaker's own words. */
export const reasonWord = typed(500)
/** An action's id or a resource pattern of the RBAC model. */
export const pattern = typed(200)
/** A command's words, as in `/help role members`. */
export const word = typed(64)

/** What an argument may name by id or name: who reads it looks it up. */
export type Kind = 'role' | 'user' | 'department' | 'group'
const kinds: ReadonlyMap<unknown, Kind> = new Map<unknown, Kind>([
  [roleRef, 'role'],
  [userRef, 'user'],
  [deptRef, 'department'],
  [groupRef, 'group'],
])

/** An argument in the syntax: how it stands in the line and what it takes. */
export interface Arg {
  readonly name: string
  readonly place: 'word' | 'words' | 'flag'
  readonly takes: 'text' | 'list' | 'nothing'
  /** What it names; a mention may stand for a `user`. */
  readonly refersTo: Kind | undefined
  readonly required: boolean
  /** Free text: what ends its sentence is part of it. */
  readonly free?: true
}

const inner = (field: unknown): unknown =>
  field instanceof z.ZodOptional ? inner(field.unwrap()) : field

/** Reads the syntax off a schema: required fields are positional, an array takes the rest, optional fields are flags. */
export function readArgs(args: z.ZodObject): readonly Arg[] {
  return Object.entries(args.shape).map(([name, field]) => {
    const required = !(field instanceof z.ZodOptional)
    const bare = inner(field)
    const many = bare instanceof z.ZodArray
    const refersTo = kinds.get(many ? bare.element : bare)
    if (bare instanceof z.ZodBoolean)
      return { name, place: 'flag', takes: 'nothing', refersTo, required: false }
    if (!required) return { name, place: 'flag', takes: many ? 'list' : 'text', refersTo, required }
    if (!many) return { name, place: 'word', takes: 'text', refersTo, required }
    const free = bare.element === reasonWord
    const optional = bare.safeParse([]).success
    return {
      ...{ name, place: 'words', takes: 'text', refersTo, required: !optional },
      ...(free && { free }),
    }
  })
}

/** `<role> <user>… [--for <duration>]`, from the schema. */
export function usage(args: readonly Arg[], label: (name: string) => string): string {
  return args
    .map(arg => {
      if (arg.place === 'word') return `<${label(arg.name)}>`
      if (arg.place === 'words')
        return arg.required ? `<${label(arg.name)}>…` : `[${label(arg.name)}]`
      if (arg.takes === 'nothing') return `[--${arg.name}]`
      return `[--${arg.name} <${label(arg.name)}${arg.takes === 'list' ? ',…' : ''}>]`
    })
    .join(' ')
}
