import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { world } from './asked.ts'
import { everyone } from './small-company.ts'

describe('deny wins', () => {
  const wins = [
    ['by level', { deny: { levels: ['main'] } }],
    ['by userid', { deny: { users: ['main'] } }],
    ['for the command', { commands: { 'role add': { deny: { users: ['main'] } } } }],
    ['for the role by its id', { roles: { 7: { deny: { users: ['main'] } } } }],
    ['for the role by its name', { roles: { 财务: { deny: { levels: ['main'] } } } }],
    [
      'over an allow beside it',
      {
        commands: {
          'role add': { allow: { users: ['main'] }, deny: { users: ['main'] } },
        },
      },
    ],
    [
      'over an allow for the role, said of the command',
      {
        commands: { 'role add': { deny: { users: ['main'] } } },
        roles: { 7: { allow: { users: ['main'] } } },
      },
    ],
    [
      'over an allow for the command, said in general',
      { deny: { users: ['main'] }, commands: { 'role add': { allow: { levels: ['main'] } } } },
    ],
  ] as const

  test.each(wins)('in asking, %s', async (_, request) => {
    const { asks, proposal } = world(policySchema.parse({ request }))
    expect(await asks('main', proposal('main', 'high', 'a name'))).toBe(false)
  })

  test.each(wins)('in approving, %s', async (_, approve) => {
    const { permissions, proposal, who } = world(policySchema.parse({ approve }))
    const wanted = proposal('inside', 'high', 'a name')
    expect(await permissions.verdict(await who('main'), wanted)).toBe('notPermitted')
    expect(await permissions.eligible(wanted)).not.toContain('main')
  })
})

describe('allow', () => {
  test.each([
    ['nobody', { allow: {} }, []],
    ['a level', { allow: { levels: ['main'] } }, ['main', 'otherMain']],
    ['somebody who is no administrator', { allow: { users: ['listed'] } }, ['listed']],
    [
      'others for one command',
      { allow: { levels: ['main'] }, commands: { 'role add': { allow: { users: ['listed'] } } } },
      ['listed'],
    ],
    [
      'others for one role',
      { roles: { 财务: { allow: { users: ['listed', 'inside'] } } } },
      ['inside', 'listed'],
    ],
    [
      'only who is allowed for both',
      {
        commands: { 'role add': { allow: { users: ['listed', 'inside'] } } },
        roles: { 7: { allow: { users: ['inside', 'main'] } } },
      },
      ['inside'],
    ],
    [
      'what is said of other commands and roles changes nothing',
      {
        allow: { levels: ['main'] },
        commands: { 'role remove': { allow: { users: ['listed'] } } },
        roles: { 8: { allow: { users: ['listed'] } }, toString: { allow: { users: ['listed'] } } },
      },
      ['main', 'otherMain'],
    ],
  ] as const)('%s', async (_, rules, allowed) => {
    const { asks, permissions, proposal, who } = world(
      policySchema.parse({ request: rules, approve: rules }),
    )
    const asking = await Promise.all(
      everyone.map(async one => ((await asks(one, proposal(one, 'high', 'a name'))) ? [one] : [])),
    )
    expect(asking.flat().sort()).toEqual([...allowed].sort())
    const wanted = proposal('nobody', 'high', 'a name')
    const agreeing = await Promise.all(
      everyone.map(async one =>
        (await permissions.verdict(await who(one), wanted)) === 'yes' ? [one] : [],
      ),
    )
    expect(agreeing.flat().sort()).toEqual([...allowed].sort())
    expect([...(await permissions.eligible(wanted))].sort()).toEqual([...allowed].sort())
  })
})
