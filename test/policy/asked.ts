import { createPermissions, type Proposal } from '../../src/core/access/permissions.ts'
import type { Policy } from '../../src/core/access/policy.ts'
import { userId } from '../../src/core/directory.ts'
import { Refusal } from '../../src/core/errors.ts'
import { smallCompany, target, type Who } from './small-company.ts'

export const changes = [
  'membership of somebody in 111',
  'scope over 20',
  'scope over everyone',
  'a name',
] as const
export type What = (typeof changes)[number]

const impacts = {
  'membership of somebody in 111': { people: [target], departments: [] },
  'scope over 20': { people: [target], departments: [20] },
  'scope over everyone': { people: [target], departments: [], everyone: true },
  'a name': { people: [], departments: [] },
} as const satisfies Record<What, object>

const conversation = { id: 'cid', kind: 'group' } as const

/** The small company under a policy: who may ask, and whose agreement counts. */
export function world(policy: Policy, without: readonly Who[] = []) {
  const directory = smallCompany(without)
  const permissions = createPermissions({ directory, policy })
  return {
    permissions,
    who: (who: Who) => permissions.actorOf(userId.parse(who)),
    proposal: (asker: Who, risk: Proposal['risk'], what: What): Proposal => ({
      command: 'role add',
      role: { id: 7, name: '财务' },
      requester: userId.parse(asker),
      risk,
      impact: { aspect: 'people', role: { id: 7, name: '财务' }, ...impacts[what] },
    }),
    async asks(asker: Who, proposal: Proposal): Promise<boolean> {
      try {
        const me = await permissions.requireRequest(userId.parse(asker), proposal, conversation)
        await permissions.requireChange(me, proposal)
        return true
      } catch (error) {
        if (error instanceof Refusal) return false
        throw error
      }
    },
  }
}
