import { describe, expect, test } from '@jest/globals'
import { policySchema } from '../../src/core/access/policy.ts'
import { changes, type What, world } from './asked.ts'
import { everyone, people, type Who } from './small-company.ts'

/** All the ways in which these may be set; the rest is as built in. */
const agreements = (['requester', 'peer', 'main'] as const).flatMap(by =>
  (by === 'requester' ? [1] : [1, 2]).map(count => ({ by, count })),
)
const risks = ['low', 'high', 'critical'] as const

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
      const { asks, permissions, proposal, who } = world(policyOf(agreement))
      const is: Record<string, unknown> = {}
      const should: Record<string, unknown> = {}
      for (const asker of everyone) {
        const wanted = proposal(asker, risk, what)
        is[`${asker} asks`] = await asks(asker, wanted)
        should[`${asker} asks`] = mayAsk(asker, what)
        for (const presser of everyone) {
          const verdict = await permissions.verdict(await who(presser), wanted)
          is[`${presser} agrees to what ${asker} asked`] = verdict === 'yes'
          should[`${presser} agrees to what ${asker} asked`] = mayAgree(
            presser,
            asker,
            agreement.by,
            what,
          )
        }
        if (agreement.by === 'requester') continue
        is[`agree to ${asker}`] = [...(await permissions.eligible(wanted))].sort()
        should[`agree to ${asker}`] = everyone
          .filter(one => mayAgree(one, asker, agreement.by, what))
          .sort()
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
    const { permissions, proposal, who } = world(policy, without)
    const wanted = proposal('main', 'high', 'membership of somebody in 111')
    expect(await permissions.mayAlone(await who('main'), wanted)).toBe(expected)
    for (const one of everyone.filter(one => one !== 'main'))
      expect(await permissions.mayAlone(await who(one), wanted)).toBe(false)
    const somebodyElses = proposal('listed', 'high', 'membership of somebody in 111')
    expect(await permissions.mayAlone(await who('main'), somebodyElses)).toBe(false)
  })
})
