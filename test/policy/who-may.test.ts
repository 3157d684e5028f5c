import { describe, expect, test } from '@jest/globals'
import { createApprovers, type Proposal } from '../../src/core/approvers.ts'
import { userId } from '../../src/core/directory.ts'
import { Refusal } from '../../src/core/errors.ts'
import { type Policy, policySchema } from '../../src/core/policy.ts'
import { createRights } from '../../src/core/rights.ts'
import { everyone, people, smallCompany, target, type Who } from './small-company.ts'

/** All the ways in which these may be set; the rest is as built in. */
const agreements = (['requester', 'peer', 'main'] as const).flatMap(by =>
  (by === 'requester' ? [1] : [1, 2]).map(count => ({ by, count })),
)
const risks = ['low', 'high', 'critical'] as const
const changes = [
  'membership of somebody in 111',
  'scope over 20',
  'scope over everyone',
  'a name',
] as const
type What = (typeof changes)[number]

const touches = {
  'membership of somebody in 111': { people: [target], departments: [] },
  'scope over 20': { people: [target], departments: [20] },
  'scope over everyone': { people: [target], departments: [], everyone: true },
  'a name': { people: [], departments: [] },
} as const satisfies Record<What, object>

// ─── What should be, written down once more, from the rules and not from the code ───

const administers = (who: Who) => 'level' in people[who]
const isMain = (who: Who) => who === 'main' || who === 'otherMain'
const named = (who: Who) => who === 'listed'
/** The person is in 111, under 11 and 1; sub administrators keep to what is theirs, others have no borders. */
const reaches = (who: Who, what: What) => {
  if (isMain(who) || !administers(who) || what === 'a name') return true
  if (what === 'scope over everyone') return false
  if (who === 'outside') return false
  return who === 'otherInside' || what === 'membership of somebody in 111'
}
const mayAsk = (who: Who, what: What) => (administers(who) || named(who)) && reaches(who, what)
const mayAgree = (who: Who, asker: Who, by: string, what: What) => {
  if (by === 'requester') return who === asker && reaches(who, what)
  if (who === asker) return false
  if (by === 'main' && !isMain(who)) return false
  return (administers(who) || named(who)) && reaches(who, what)
}

// ────────────────────────────────────────────────────────────────────────────────────

const conversation = { id: 'cid', kind: 'group' } as const

function world(policy: Policy, without: readonly Who[] = []) {
  const directory = smallCompany(without)
  const rights = createRights({ directory, policy })
  const approvers = createApprovers({ directory, policy })
  return {
    approvers,
    who: (who: Who) => rights.who(userId.parse(who)),
    proposal: (asker: Who, risk: Proposal['risk'], what: What): Proposal => ({
      command: 'role add',
      role: { id: 7, name: '财务' },
      requester: userId.parse(asker),
      risk,
      touch: { aspect: 'people', role: { id: 7, name: '财务' }, ...touches[what] },
    }),
    async asks(asker: Who, proposal: Proposal): Promise<boolean> {
      try {
        const me = await rights.ask(userId.parse(asker), proposal, conversation)
        await rights.change(me, proposal, proposal.touch)
        return true
      } catch (error) {
        if (error instanceof Refusal) return false
        throw error
      }
    },
  }
}

const listedToo = { allow: { levels: ['main', 'sub'], users: ['listed'] } }
const policyOf = (agreement: (typeof agreements)[number], more: object = {}) =>
  policySchema.parse({
    approvals: { low: agreement, high: agreement, critical: agreement },
    request: listedToo,
    approve: listedToo,
    ...more,
  })

describe.each(agreements)('where $count by $by must agree', agreement => {
  describe.each(risks)('to a %s risk', risk => {
    test.each(changes)('everybody asks for %s, and everybody presses', async what => {
      const { asks, approvers, proposal, who } = world(policyOf(agreement))
      const is: Record<string, unknown> = {}
      const should: Record<string, unknown> = {}
      for (const asker of everyone) {
        const wanted = proposal(asker, risk, what)
        is[`${asker} asks`] = await asks(asker, wanted)
        should[`${asker} asks`] = mayAsk(asker, what)
        for (const presser of everyone) {
          const verdict = await approvers.verdict(await who(presser), wanted)
          is[`${presser} agrees to what ${asker} asked`] = verdict === 'yes'
          should[`${presser} agrees to what ${asker} asked`] = mayAgree(
            presser,
            asker,
            agreement.by,
            what,
          )
        }
        if (agreement.by === 'requester') continue
        is[`agree to ${asker}`] = [...(await approvers.eligible(wanted))].sort()
        should[`agree to ${asker}`] = everyone
          .filter(one => mayAgree(one, asker, agreement.by, what))
          .sort()
        expect(approvers.agreement(wanted)).toEqual(agreement)
      }
      expect(is).toEqual(should)
    })
  })
})

describe('the sole main administrator', () => {
  const alone = { soleMainAdministratorMayApprove: true }
  const others = everyone.filter(who => who !== 'main')

  test.each([
    ['alone, and the policy says so', alone, others, true],
    ['alone, but the policy does not say so', {}, others, false],
    ['not the only main one', alone, others.filter(who => who !== 'otherMain'), false],
    [
      'with a sub administrator who could agree',
      alone,
      others.filter(who => who !== 'inside'),
      false,
    ],
    ['with one who could not, out of range', alone, others.filter(who => who !== 'outside'), true],
    [
      'denied approvals',
      { ...alone, approve: { deny: { levels: ['main'], users: [] } } },
      others,
      false,
    ],
  ] as const)('%s', async (_, more, without, expected) => {
    const policy = policyOf({ by: 'peer', count: 1 }, { approve: {}, ...more })
    const { approvers, proposal, who } = world(policy, without)
    const wanted = proposal('main', 'high', 'membership of somebody in 111')
    expect(await approvers.mayAlone(await who('main'), wanted)).toBe(expected)
    for (const one of everyone.filter(one => one !== 'main'))
      expect(await approvers.mayAlone(await who(one), wanted)).toBe(false)
    const somebodyElses = proposal('listed', 'high', 'membership of somebody in 111')
    expect(await approvers.mayAlone(await who('main'), somebodyElses)).toBe(false)
  })
})

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
    const { approvers, proposal, who } = world(policySchema.parse({ approve }))
    const wanted = proposal('inside', 'high', 'a name')
    expect(await approvers.verdict(await who('main'), wanted)).toBe('notPermitted')
    expect(await approvers.eligible(wanted)).not.toContain('main')
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
    const { asks, approvers, proposal, who } = world(
      policySchema.parse({ request: rules, approve: rules }),
    )
    const asking = await Promise.all(
      everyone.map(async one => ((await asks(one, proposal(one, 'high', 'a name'))) ? [one] : [])),
    )
    expect(asking.flat().sort()).toEqual([...allowed].sort())
    const wanted = proposal('nobody', 'high', 'a name')
    const agreeing = await Promise.all(
      everyone.map(async one =>
        (await approvers.verdict(await who(one), wanted)) === 'yes' ? [one] : [],
      ),
    )
    expect(agreeing.flat().sort()).toEqual([...allowed].sort())
    expect([...(await approvers.eligible(wanted))].sort()).toEqual([...allowed].sort())
  })
})
