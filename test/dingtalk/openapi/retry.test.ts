import { describe, expect, test } from '@jest/globals'
import { DingTalkRefusedError, DingTalkUnreachableError } from '../../../src/core/errors.ts'
import type { Repeat } from '../../../src/dingtalk/openapi/endpoint.ts'
import { reasonOf } from '../../../src/dingtalk/openapi/error-codes.ts'
import { createRetryWaits } from '../../../src/dingtalk/openapi/retry.ts'

const refused = (code: string) =>
  new DingTalkRefusedError({ api: '/x', code, reason: reasonOf(code, 200), message: '' })
const silence = new DingTalkUnreachableError('/x')

/** A call that fails so often, as the client makes it: how often it was made, how long it waited, and what came of it. */
function tries(repeat: Repeat, error: Error, failures: number) {
  const waitBeforeRetry = createRetryWaits(repeat)
  const slept: number[] = []
  for (let made = 1; ; made += 1) {
    if (made > failures) return { result: 'done', made, slept }
    const waitMs = waitBeforeRetry(error)
    if (waitMs === undefined) return { result: error, made, slept }
    slept.push(waitMs)
  }
}

describe('retries', () => {
  test.each(['read', 'idempotent-write', 'write'] as const)(
    'a throttled %s waits a second and goes again',
    repeat => {
      expect(tries(repeat, refused('90018'), 2)).toEqual({
        result: 'done',
        made: 3,
        slept: [1000, 1000],
      })
    },
  )

  test('the platform’s limit is given more time each time, and not for ever', () => {
    const { result, slept } = tries('write', refused('90002'), 99)
    expect(result).toMatchObject({ code: '90002' })
    expect(slept).toEqual([1000, 2000, 4000, 8000])
    expect(tries('read', refused('90018'), 99).made).toBe(6)
  })

  test.each(['read', 'idempotent-write'] as const)(
    'busy: a %s at most three times more',
    repeat => {
      expect(tries(repeat, refused('-1'), 3).result).toBe('done')
      expect(tries(repeat, refused('-1'), 99)).toMatchObject({
        made: 4,
        result: { code: '-1' },
      })
    },
  )

  test.each(['-1', '1002', '400001'])('busy %s: what would be done twice is not retried', code => {
    expect(tries('write', refused(code), 99).made).toBe(1)
  })

  test('silence is retried for reads only', () => {
    expect(tries('read', silence, 1).result).toBe('done')
    expect(tries('read', silence, 99).made).toBe(3)
    expect(tries('idempotent-write', silence, 99)).toMatchObject({ made: 1, result: silence })
    expect(tries('write', silence, 99).made).toBe(1)
  })

  test.each(['33011', '60011', '90020', '40096', '40014', '22'])('%s is never retried', code => {
    expect(tries('read', refused(code), 99).made).toBe(1)
  })

  test('what is not of DingTalk is thrown on', () => {
    expect(tries('read', new Error('ours'), 99).made).toBe(1)
  })
})
