import type { Command } from '../command/command.ts'
import type { Actor } from '../model/actor.ts'
import { mayForSomeRole, mayUse, type Policy } from './policy.ts'

/** Whether there is any command at all that somebody may use, be it for one role only: who may use none is a stranger. */
export const hasSomeRight = (
  policy: Policy,
  actor: Actor,
  commands: readonly Pick<Command, 'name'>[],
): boolean =>
  commands.some(
    ({ name: command }) =>
      mayUse(policy, actor, { command }) || mayForSomeRole(policy, actor, { command }),
  )
