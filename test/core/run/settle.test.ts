import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../src/core/directory.ts'
import type { Observation } from '../../../src/core/model/change.ts'
import { type Attempt, type NextStep, settle } from '../../../src/core/run/settle.ts'

const li = userId.parse('li')
const wang = userId.parse('wang')
type Plan = readonly string[]
const whole: Plan = [li, wang]

/** What was tried. */
const attempts = {
  yes: { kind: 'ran', outcome: {} },
  'yes, for both': { kind: 'ran', outcome: { done: [li, wang] } },
  'yes, not for wang': {
    kind: 'ran',
    outcome: { done: [li], failed: [{ userid: wang, code: '60121' }] },
  },
  'no, for both': {
    kind: 'ran',
    outcome: {
      done: [],
      failed: [
        { userid: li, code: '60121' },
        { userid: wang, code: '60121' },
      ],
    },
  },
  no: { kind: 'refused', code: '33012' },
  silence: { kind: 'silent' },
} as const satisfies Record<string, Attempt>

/** What the directory shows. */
const observations = {
  'in effect': { kind: 'done', outcome: { done: [li, wang] } },
  'nothing of it': { kind: 'not yet', rest: whole },
  'li has it': { kind: 'not yet', rest: [wang], done: [li] },
  'a part of it': { kind: 'not yet', rest: [wang] },
  neither: { kind: 'unclear' },
  'neither, and li has it': { kind: 'unclear', done: [li] },
} as const satisfies Record<string, Observation<Plan>>

const again: NextStep<Plan> = { kind: 'look again' }
const unclear: NextStep<Plan> = { kind: 'unclear' }
const refused: NextStep<Plan> = { kind: 'refused' }
const run = (rest: Plan): NextStep<Plan> => ({ kind: 'run again', rest })
const done = (outcome: Extract<NextStep, { kind: 'done' }>['outcome']): NextStep<Plan> => ({
  kind: 'done',
  outcome,
})
const partly = (outcome: Extract<NextStep, { kind: 'partly' }>['outcome']): NextStep<Plan> => ({
  kind: 'partly',
  outcome,
})
const wangFailed = { failed: [{ userid: wang, code: '60121' }] }
const wangRefused = { failed: [{ userid: wang, code: '33012' }] }
const bothFailed = attempts['no, for both'].outcome

/** What was tried × what was seen → the next step, and the one where nothing more is looked at. */
const table: Readonly<
  Record<
    keyof typeof attempts,
    Readonly<
      Record<
        keyof typeof observations,
        NextStep<Plan> | { now: NextStep<Plan>; last: NextStep<Plan> }
      >
    >
  >
> = {
  yes: {
    'in effect': done({ done: [li, wang] }),
    'nothing of it': { now: again, last: unclear },
    'li has it': { now: again, last: unclear },
    'a part of it': { now: again, last: unclear },
    neither: { now: again, last: unclear },
    'neither, and li has it': { now: again, last: unclear },
  },
  'yes, for both': {
    'in effect': done({ done: [li, wang] }),
    'nothing of it': { now: again, last: unclear },
    'li has it': { now: again, last: unclear },
    'a part of it': { now: again, last: unclear },
    neither: { now: again, last: unclear },
    'neither, and li has it': { now: again, last: unclear },
  },
  'yes, not for wang': {
    'in effect': done({ done: [li, wang], ...wangFailed }),
    // Whom DingTalk said yes to has it, though that may take a moment to be seen.
    'nothing of it': { now: again, last: done({ done: [li], ...wangFailed }) },
    'li has it': done({ done: [li], ...wangFailed }),
    'a part of it': { now: again, last: done({ done: [li], ...wangFailed }) },
    neither: { now: again, last: unclear },
    'neither, and li has it': { now: again, last: unclear },
  },
  'no, for both': {
    'in effect': done({ ...bothFailed, done: [li, wang] }),
    'nothing of it': { kind: 'refused for all', outcome: bothFailed },
    'li has it': done({ done: [li], failed: bothFailed.failed }),
    'a part of it': partly({ failed: bothFailed.failed }),
    neither: { now: again, last: unclear },
    'neither, and li has it': { now: again, last: unclear },
  },
  no: {
    // It was so before: somebody else did it.
    'in effect': refused,
    'nothing of it': refused,
    'li has it': done({ done: [li], ...wangRefused }),
    'a part of it': partly(wangRefused),
    neither: refused,
    'neither, and li has it': partly({ done: [li] }),
  },
  silence: {
    'in effect': done({ done: [li, wang] }),
    'nothing of it': { now: run(whole), last: unclear },
    'li has it': { now: run([wang]), last: unclear },
    'a part of it': { now: run([wang]), last: unclear },
    neither: unclear,
    'neither, and li has it': partly({ done: [li] }),
  },
}

const peopleOf = (observation: Observation<Plan>) =>
  (observation.kind === 'not yet' ? observation.rest : whole).map(id => userId.parse(id))

const step = (attempt: Attempt, observation: Observation<Plan>, more: object = {}) =>
  settle(
    {
      attempt,
      silentFirst: attempt.kind === 'silent',
      lastLook: false,
      people: [li, wang],
      ...more,
    },
    {
      observation,
      left: {
        people: peopleOf(observation),
        isWholePlan: observation.kind !== 'not yet' || observation.rest.length === whole.length,
      },
    },
  )

const cases = Object.entries(table).flatMap(([tried, row]) =>
  Object.entries(row).map(([seen, next]) => ({ tried, seen, next })),
)
const isAttempt = (key: string): key is keyof typeof attempts => Object.hasOwn(attempts, key)
const isSeen = (key: string): key is keyof typeof observations => Object.hasOwn(observations, key)

describe('what was tried × what was seen', () => {
  test.each(cases)('$tried × $seen', ({ tried, seen, next }) => {
    if (!isAttempt(tried) || !isSeen(seen)) throw new Error('not in the table')
    const { now, last } = 'now' in next ? next : { now: next, last: next }
    expect(step(attempts[tried], observations[seen])).toEqual(now)
    expect(step(attempts[tried], observations[seen], { lastLook: true })).toEqual(last)
  })

  test('is said of every attempt and every observation', () => {
    expect(cases).toHaveLength(Object.keys(attempts).length * Object.keys(observations).length)
  })

  test('a no after silence may only mean that it is there already', () => {
    expect(step(attempts.no, observations['in effect'], { silentFirst: true })).toEqual(
      done({ done: [li, wang] }),
    )
  })

  test('a no about what concerns nobody is told by whom the plan concerns', () => {
    const observation = { kind: 'not yet', rest: [] } as const
    expect(step(attempts.no, observation)).toEqual(partly({ done: [li, wang] }))
  })
})
