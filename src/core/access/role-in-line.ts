import type { Lookup } from '../command/lookup.ts'
import { Refusal } from '../errors.ts'
import type { Requests } from '../ports.ts'
import type { PermissionSubject } from './policy.ts'

/**
 * Finds the role that a change's arguments name, before the change is planned; undefined where they name none that is there.
 * Why a role is not found is not said: whoever has no right yet learns nothing of the directory.
 */
export function createRoleInLine({ roles }: Lookup, requests: Pick<Requests, 'byCode'>) {
  return async function roleIn({
    role,
    code,
  }: Readonly<Record<string, unknown>>): Promise<PermissionSubject['role']> {
    if (typeof code === 'string') {
      const details = (await requests.byCode(code))?.details
      return details && 'impact' in details ? details.impact.role : undefined
    }
    if (typeof role !== 'string') return undefined
    try {
      return await roles.find(role)
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
}
