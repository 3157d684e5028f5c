import { describe, expect, test } from '@jest/globals'
import { databases } from '../support/databases.ts'
import type { Change, Step } from './steps.ts'
import { createTeller, openSqlite } from './tell.ts'

const [, postgres] = databases
const openPostgres = async () => ({ url: (await postgres.open()).url, remove: async () => {} })

const delivery = { at: 0, copies: 1, together: false } as const
const changes = {
  rename: { what: 'rename', role: 0 },
  'add for two hours': { what: 'add', role: 1, users: ['u1', 'u2'], hours: 2 },
  scope: { what: 'scope', role: 0, user: 'u1', depts: [10, 11] },
  'scope of everyone': { what: 'everyone', role: 0, user: 'u1' },
  delete: { what: 'delete', role: 0 },
  'rbac create': { what: 'admins', users: ['u1'] },
} as const satisfies Record<string, Change>

/** A scope of everyone is what u1 has to begin with: it is narrowed first. */
const first = (change: Change): Step[] =>
  change.what === 'everyone'
    ? [
        { do: 'ask', who: 'main1', change: changes.scope, ...delivery },
        { do: 'agree', by: 0, instead: null, which: 0, ...delivery },
      ]
    : []

/**
 * A robot dies before and after every single thing that it asks of the store, the company and the chat, while it puts a
 * change before its approvers and while it carries it out; another takes over. `check` looks at what came of it.
 */
describe.each([
  { name: 'sqlite', open: openSqlite, kinds: Object.values(changes) },
  { name: 'postgres', open: openPostgres, kinds: [changes.rename] },
])('killed at every step, on $name', ({ open, kinds }) => {
  test.each(kinds.map(change => ({ change })))('$change.what', async ({ change }) => {
    const teller = createTeller(open)
    const ask: Step = { do: 'ask', who: 'main1', change, ...delivery }
    const agree: Step = { do: 'agree', by: 0, instead: null, which: 0, ...delivery }
    const ends: Record<string, number> = {}
    const killed = { asking: 0, agreeing: 0 }
    try {
      for (const when of ['asking', 'agreeing'] as const)
        for (let after = 1; ; after += 1) {
          const crash: Step = { do: 'crash', at: 0, after }
          const steps = when === 'asking' ? [crash, ask, agree] : [ask, crash, agree]
          const { changes, robots } = await teller.tell({
            policy: 'built in',
            steps: [...first(change), ...steps],
          })
          const asked = changes.filter(({ details }) => details.kind === 'change')
          expect(asked).toHaveLength(first(change).length / 2 + 1)
          const end = asked.at(-1)?.status ?? ''
          ends[end] = (ends[end] ?? 0) + 1
          if (robots === 2) break
          killed[when] = after
        }
    } finally {
      await teller.end()
    }
    // A press that died before it was stored was never acknowledged: then nobody has approved.
    const { done = 0, expired = 0, unclear = 0, ...others } = ends
    expect(others).toEqual({})
    expect(killed.asking).toBeGreaterThan(20)
    expect(killed.agreeing).toBeGreaterThan(20)
    expect(done).toBeGreaterThan(expired + unclear)
    // Whether one more admin group of that name may be made, no document says: then a person must look.
    expect(unclear > 0).toBe(change.what === 'admins')
  })
})
