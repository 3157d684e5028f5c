import fc from 'fast-check'
import { mischiefs } from './world/mischief.ts'

const nat = (max: number) => fc.nat({ max })
const often = <T, U>(usual: fc.Arbitrary<T>, times: number, other: fc.Arbitrary<U>) =>
  fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: other })

/** The administrators, the person whom the policy names, and somebody without any right. */
const asker = fc.constantFrom('main1', 'main1', 'main2', 'sub10', 'sub20', 'listed', 'nobody1')
const who = fc.constantFrom('main1', 'main2', 'sub10', 'sub20', 'listed', 'nobody1')
const user = fc.constantFrom('u1', 'u2', 'u3', 'listed', 'sub10')
const users = often(
  fc.uniqueArray(user, { minLength: 1, maxLength: 3 }),
  9,
  fc.constant(['u1', 'u2', 'u3', 'listed']),
)
/** Which of the roles that there are; the third is protected, and the fourth DingTalk's own. */
const role = often(nat(1), 7, nat(5))
const depts = fc.uniqueArray(fc.constantFrom(10, 11, 20), { minLength: 1, maxLength: 2 })
const is = <const T>(value: T) => fc.constant(value)

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: is('rename'), role }) },
  { weight: 5, arbitrary: fc.record({ what: is('add'), role, users, hours: fc.option(nat(3)) }) },
  { weight: 3, arbitrary: fc.record({ what: is('remove'), role, users }) },
  { weight: 3, arbitrary: fc.record({ what: is('scope'), role: nat(1), user, depts }) },
  { weight: 1, arbitrary: fc.record({ what: is('everyone'), role: nat(1), user }) },
  { weight: 2, arbitrary: fc.record({ what: is('create') }) },
  { weight: 1, arbitrary: fc.record({ what: is('group') }) },
  { weight: 2, arbitrary: fc.record({ what: is('delete'), role }) },
  { weight: 3, arbitrary: fc.record({ what: is('admins'), users }) },
  { weight: 3, arbitrary: fc.record({ what: is('undo'), which: nat(3) }) },
)

const outside = fc.oneof(
  fc.record({ what: is('rename'), role }),
  fc.record({ what: is('add'), role, user }),
  fc.record({ what: is('remove'), role, user }),
  fc.record({ what: is('scope'), role, user, depts }),
  fc.record({ what: is('dismiss'), who }),
  fc.record({ what: is('appoint'), who, level: fc.constantFrom('main', 'sub') }),
)

/** How it comes in: to which robot, how often, and whether the next does not wait for it. */
const delivery = {
  at: nat(1),
  copies: fc.constantFrom(1, 1, 1, 2, 3),
  together: often(is(false), 3, is(true)),
}

/** `which` counts changes from the newest. */
const which = often(is(0), 3, nat(4))

const ask = fc.record({ do: is('ask'), who: asker, change, ...delivery })
/** Somebody who may agree does so, by the button that the card has for it; or somebody who perhaps may not. */
const agree = fc.record({
  do: is('agree'),
  by: nat(3),
  instead: often(is(null), 4, who),
  which,
  ...delivery,
})
const press = fc.record({
  do: is('press'),
  who,
  which,
  button: fc.constantFrom('approve', 'confirm', 'reject', 'cancel', 'extend', 'letgo'),
  ...delivery,
})
const write = fc.record({
  do: is('write'),
  who,
  which,
  word: fc.constantFrom('approve', 'reject', 'cancel'),
  ...delivery,
})
/** Something that came before comes again. */
const again = fc.record({ do: is('again'), which: nat(5), ...delivery })
const byHand = fc.record({ do: is('outside'), change: outside, told: fc.boolean() })
const mischief = fc.record({ do: is('mischief'), mischief: fc.constantFrom(...mischiefs) })
const crash = fc.record({ do: is('crash'), at: nat(1), after: nat(60) })
const pass = fc.record({
  do: is('pass'),
  minutes: fc.constantFrom(0.1, 0.5, 2, 20, 61, 190, 26 * 60),
})

const disturbance = fc.oneof(
  { weight: 4, arbitrary: mischief },
  { weight: 3, arbitrary: crash },
  { weight: 2, arbitrary: byHand },
  { weight: 2, arbitrary: press },
  { weight: 1, arbitrary: write },
  { weight: 1, arbitrary: again },
  { weight: 1, arbitrary: pass },
)
const some = (most: number) => fc.array(disturbance, { maxLength: most })

/** Somebody asks, others agree, and things happen before, between and after. */
const episode = fc
  .tuple(some(1), ask, some(2), fc.array(agree, { maxLength: 2 }), some(1))
  .map(([before, asked, between, agreed, after]) => [
    ...before,
    asked,
    ...between,
    ...agreed,
    ...after,
  ])

export const history = fc.record({
  policy: fc.constantFrom('built in', 'built in', 'two peers', 'sole'),
  steps: fc.array(episode, { minLength: 1, maxLength: 3 }).map(episodes => episodes.flat()),
})
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never
export type Step = History['steps'][number]
export type Change = Extract<Step, { do: 'ask' }>['change']
export type Outside = Extract<Step, { do: 'outside' }>['change']
