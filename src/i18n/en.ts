import { cards } from './en/cards.ts'
import { changes } from './en/changes.ts'
import { commands } from './en/commands.ts'
import { doctor } from './en/doctor.ts'
import { operator } from './en/operator.ts'
import { parsing } from './en/parsing.ts'
import { refusals } from './en/refusals.ts'
import { roles } from './en/roles.ts'

/** Everything people read, in English: the catalogue that gives every other its keys and parameters. */
export const en = {
  ...cards,
  ...changes,
  ...commands,
  ...doctor,
  ...operator,
  ...parsing,
  ...refusals,
  ...roles,
} as const

type English = typeof en

declare module '../core/i18n.ts' {
  interface Catalogue extends English {}
}

/** The same keys in a language without a singular form. */
export type Translation = {
  readonly [K in keyof English as K extends `${string}_one` ? never : K]: string
}
