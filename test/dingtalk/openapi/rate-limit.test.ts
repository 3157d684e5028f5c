import { describe, expect, test } from '@jest/globals'
import { createRateLimit } from '../../../src/dingtalk/openapi/rate-limit.ts'

describe('rate limit', () => {
  test('no second holds more turns than allowed, wherever it begins', async () => {
    const qps = 10
    const rateLimit = createRateLimit({ qps })
    const at = await Promise.all(
      Array.from({ length: 25 }, async () => {
        await rateLimit.turn('/a')
        return Date.now()
      }),
    )
    at.sort((one, other) => one - other)
    for (const start of at) {
      expect(at.filter(time => time >= start && time < start + 1000).length).toBeLessThanOrEqual(
        qps,
      )
    }
  })

  test('an API does not wait for another', async () => {
    const rateLimit = createRateLimit({ qps: 1 })
    const order: string[] = []
    const turn = (path: string) => rateLimit.turn(path).then(() => order.push(path))
    await Promise.all([turn('/a'), turn('/a'), turn('/b')])
    expect(order).toEqual(['/a', '/b', '/a'])
  })

  test('three are in flight, the fourth waits; a failure gives its place back', async () => {
    const rateLimit = createRateLimit({ qps: 60 })
    let running = 0
    let most = 0
    const work = async (fails: boolean) => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
      if (fails) throw new Error('no')
    }
    const all = Array.from({ length: 20 }, (_, index) =>
      rateLimit.within('/a', () => work(index % 2 === 0)),
    )
    const settled = await Promise.allSettled(all)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(most).toBe(3)
  })
})
