import { describe, expect, test } from '@jest/globals'
import { createCache } from '../../../src/dingtalk/directory/cache.ts'
import { stillClock } from '../scripted.ts'

function counting(max = 10) {
  const { clock, advance } = stillClock()
  const cache = createCache<string | undefined>({ ttl: 1000, max, clock })
  const asked: string[] = []
  const get = (key: string, answer: string | Error = key) =>
    cache.get(key, async () => {
      asked.push(key)
      if (answer instanceof Error) throw answer
      return answer
    })
  return { cache, get, asked, advance }
}

describe('cache', () => {
  test('who asks at the same time shares one call', async () => {
    const { get, asked } = counting()
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a', 'a', 'b'])
    expect(asked).toEqual(['a', 'b'])
  })

  test('an answer is kept until its time is over', async () => {
    const { get, asked, advance } = counting()
    await get('a')
    advance(1000)
    await get('a')
    expect(asked).toEqual(['a'])
    advance(1)
    await get('a')
    expect(asked).toEqual(['a', 'a'])
  })

  test('neither a failure nor "there is none" is kept', async () => {
    const { get, asked } = counting()
    await expect(get('a', new Error('lost'))).rejects.toThrow('lost')
    expect(await get('a')).toBe('a')
    const none = counting()
    await none.cache.get('x', async () => undefined)
    await none.get('x')
    expect(none.asked).toEqual(['x'])
    expect(asked).toEqual(['a', 'a'])
  })

  test('holds so many and no more', async () => {
    const { get, asked } = counting(2)
    for (const key of ['a', 'b', 'c', 'c', 'a']) await get(key)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
  })

  test('what was asked for before it was cleared does not come back afterwards', async () => {
    const { cache } = counting()
    let answer: (value: string) => void = () => undefined
    const old = cache.get('a', () => new Promise(resolve => (answer = resolve)))
    cache.clear()
    expect(await cache.get('a', async () => 'new')).toBe('new')
    answer('old')
    expect(await old).toBe('old')
    expect(await cache.get('a', async () => 'newer')).toBe('new')
  })
})
