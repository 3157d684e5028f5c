import type { Translation } from './en.ts'
import { cards } from './zh/cards.ts'
import { changes } from './zh/changes.ts'
import { commands } from './zh/commands.ts'
import { doctor } from './zh/doctor.ts'
import { operator } from './zh/operator.ts'
import { parsing } from './zh/parsing.ts'
import { refusals } from './zh/refusals.ts'
import { roles } from './zh/roles.ts'

/** Everything people read, in Chinese. */
export const zh: Translation = {
  ...cards,
  ...changes,
  ...commands,
  ...doctor,
  ...operator,
  ...parsing,
  ...refusals,
  ...roles,
}
