import type { Asking } from './command.ts'
import { type AdminReader, nobody, type UserId } from './directory.ts'
import { refuse } from './errors.ts'

/** Says who somebody is, or refuses. Deny falls through: no staff id, no level, no rule, all end in "no". */
export type Authorize = (userid: UserId) => Promise<Asking>

/**
 * Administrators are whom listadmin names, and nobody else: not who is called one in the message (isAdmin is an undefined
 * snapshot), not who has a famous nick. Throws a Refusal that its sender may read.
 */
export function createAuthorizer({ admins }: { admins: AdminReader }): Authorize {
  return async userid => {
    if (userid === nobody) throw refuse('refused.stranger')
    const level = (await admins.levels()).get(userid)
    if (level === undefined) throw refuse('refused.notAdmin')
    return { userid, level }
  }
}
