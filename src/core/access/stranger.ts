import type { Command } from '../command/command.ts'
import type { UserId } from '../directory.ts'
import { unidentified } from '../model/stored-names.ts'
import type { Permissions } from './permissions.ts'
import { mayForSomeRole, mayUse, type Policy } from './policy.ts'

/** Somebody without any right is told once in so long, in each conversation. */
export const strangerQuietMs = 3_600_000

/** Whether somebody may use no command at all, not even for one role only. */
export async function isStranger(
  { policy, commands }: { policy: Policy; commands: readonly Pick<Command, 'name'>[] },
  permissions: Pick<Permissions, 'actorOf'>,
  userid: UserId,
): Promise<boolean> {
  if (userid === unidentified) return true
  const actor = await permissions.actorOf(userid)
  return !commands.some(
    ({ name: command }) =>
      mayUse(policy, actor, { command }) || mayForSomeRole(policy, actor, { command }),
  )
}
