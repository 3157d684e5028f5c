import { describe, expect, test } from '@jest/globals'
import { type UserId, userId } from '../../../src/core/directory.ts'
import {
  DingTalkRefusedError,
  DingTalkUnreachableError,
  type Reason,
} from '../../../src/core/errors.ts'
import { inBatches } from '../../../src/dingtalk/directory/in-batches.ts'

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => userId.parse(`u${index + 1}`))
const no = (code: string, reason: Reason) =>
  new DingTalkRefusedError({ api: '/x', code, reason, message: '' })

function sending(refusal: (batch: readonly UserId[], call: number) => Error | undefined) {
  const sizes: number[] = []
  const send = async (batch: readonly UserId[]) => {
    sizes.push(batch.length)
    const error = refusal(batch, sizes.length)
    if (error) throw error
  }
  return { send, sizes }
}

describe('batches', () => {
  test('are of twenty, each person once', async () => {
    const { send, sizes } = sending(() => undefined)
    const { done, failed } = await inBatches([...people(45), ...people(3)], send)
    expect(sizes).toEqual([20, 20, 5])
    expect(done).toEqual(people(45))
    expect(failed).toEqual([])
  })

  test.each([
    ['33012', 'input'],
    ['50002', 'permission'],
    ['999999', 'bug'],
  ] as const)('one bad person (%s) does not fail the other nineteen', async (code, reason) => {
    const bad = userId.parse('u7')
    const { send, sizes } = sending(batch => (batch.includes(bad) ? no(code, reason) : undefined))
    const { done, failed } = await inBatches(people(25), send)
    expect(failed).toEqual([{ userid: bad, code }])
    expect(done).toEqual(people(25).filter(userid => userid !== bad))
    expect(sizes).toEqual([20, ...Array.from({ length: 20 }, () => 1), 5])
  })

  test('a single bad person is a result, not an error', async () => {
    const { send } = sending(() => no('33012', 'input'))
    const [only] = people(1)
    expect(await inBatches(people(1), send)).toEqual({
      done: [],
      failed: [{ userid: only, code: '33012' }],
    })
  })

  test('a no for everybody is thrown while nothing was done, and told per person afterwards', async () => {
    const never = sending(() => no('60011', 'permission'))
    await expect(inBatches(people(25), never.send)).rejects.toMatchObject({ code: '60011' })
    expect(never.sizes).toEqual([20])
    const later = sending((_, call) => (call > 1 ? no('-1', 'busy') : undefined))
    const { done, failed } = await inBatches(people(25), later.send)
    expect(done).toHaveLength(20)
    expect(failed.map(({ code }) => code)).toEqual(['-1', '-1', '-1', '-1', '-1'])
  })

  test('silence is thrown: nobody knows what was done', async () => {
    const { send } = sending((_, call) =>
      call === 2 ? new DingTalkUnreachableError('/x') : undefined,
    )
    await expect(inBatches(people(25), send)).rejects.toThrow(DingTalkUnreachableError)
  })
})
