import { createLookup } from '../command/lookup.ts'
import type { Directory } from '../directory.ts'
import { Refusal } from '../errors.ts'
import type { Requests } from '../ports.ts'
import type { PermissionSubject } from './policy.ts'

/**
 * Finds the role that a change's arguments name, before the change is planned; undefined where they name none that is there.
 * Why a role is not found is not said: whoever has no right yet learns nothing of the directory.
 */
export function createRoleInLine(directory: Directory, requests: Pick<Requests, 'byCode'>) {
  return async function roleIn({
    role,
    code,
  }: Readonly<Record<string, unknown>>): Promise<PermissionSubject['role']> {
    if (typeof code === 'string') {
      const details = (await requests.byCode(code))?.details
      const role = details && 'impact' in details ? details.impact.role : undefined
      return role && ((await directory.roles.get(role.id)) ?? role)
    }
    if (typeof role !== 'string') return undefined
    try {
      return await createLookup(directory).roles.find(role)
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
}
