import { describe, expect, test } from '@jest/globals'
import { defaultPolicy, policySchema } from '../../src/core/access/policy.ts'
import { policyText, readPolicy } from '../../src/policy-file.ts'
import { fc } from '../support/properties.ts'

const commands = ['role rename', 'role delete', 'approve']
const read = (text: string) => readPolicy(text, commands)

describe('written down', () => {
  test('the built-in policy reads back as itself', () => {
    expect(read(policyText(defaultPolicy))).toEqual({ ok: true, policy: defaultPolicy })
    expect(read('{}')).toEqual({ ok: true, policy: defaultPolicy })
  })

  const level = fc.constantFrom('main', 'sub')
  const visible = fc.string({ minLength: 1 }).filter(text => text.trim() !== '')
  const id = fc.oneof(visible, fc.integer({ min: 1 }))
  const people = fc.record(
    { levels: fc.array(level, { maxLength: 2 }), users: fc.array(id, { maxLength: 2 }) },
    { requiredKeys: [] },
  )
  const rule = fc.record({ allow: people, deny: people }, { requiredKeys: [] })
  const rules = fc.record(
    {
      allow: people,
      deny: people,
      commands: fc.dictionary(fc.constantFrom(...commands), rule),
      roles: fc.dictionary(fc.constantFrom('1203141', '财务', 'a: b', '*x'), rule),
    },
    { requiredKeys: [] },
  )
  const agreement = fc.record({
    by: fc.constantFrom('peer', 'main'),
    count: fc.integer({ min: 1, max: 10 }),
  })
  const policies = fc.record(
    {
      approvals: fc.record(
        { low: agreement, high: agreement, critical: agreement },
        { requiredKeys: [] },
      ),
      expires: fc.constantFrom('1m', '90m', '8h', '7d', '2w'),
      request: rules,
      approve: rules,
      protectedRoles: fc.array(id, { maxLength: 3 }),
      conversations: fc.oneof(
        fc.constant('all'),
        fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
      ),
      mostPeople: fc.integer({ min: 1, max: 1000 }),
      soleMainAdministratorMayApprove: fc.boolean(),
      auditHead: fc.record({ conversation: fc.string({ minLength: 1 }) }),
    },
    { requiredKeys: [] },
  )

  test('so does any other', () => {
    fc.assert(
      fc.property(policies, asked => {
        const policy = policySchema.parse(asked)
        expect(read(policyText(policy))).toEqual({ ok: true, policy })
      }),
    )
  })
})
