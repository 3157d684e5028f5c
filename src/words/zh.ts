import type { Translation } from './en.ts'
import { cards } from './zh/cards.ts'
import { commands } from './zh/commands.ts'
import { doctor } from './zh/doctor.ts'
import { operator } from './zh/operator.ts'
import { parsing } from './zh/parsing.ts'
import { refusals } from './zh/refusals.ts'

/** Everything people read, in Chinese. */
export const zh: Translation = {
  ...cards,
  ...commands,
  ...doctor,
  ...operator,
  ...parsing,
  ...refusals,
}
