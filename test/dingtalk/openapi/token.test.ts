import { describe, expect, test } from '@jest/globals'
import { createToken } from '../../../src/dingtalk/openapi/token.ts'
import { stillClock } from '../scripted.ts'

function counting(expireIn = 7200) {
  const { clock, advance } = stillClock()
  const state = { asked: 0, broken: false }
  const token = createToken({
    clock,
    async fetch() {
      state.asked += 1
      if (state.broken) throw new Error('down')
      return { accessToken: `token-${state.asked}`, expireIn }
    },
  })
  return { token, state, advance }
}

describe('token', () => {
  test('many who ask at once share one request', async () => {
    const { token, state } = counting()
    const got = await Promise.all(Array.from({ length: 50 }, () => token.get()))
    expect(new Set(got)).toEqual(new Set(['token-1']))
    expect(state.asked).toBe(1)
  })

  test('is kept until ten minutes before its end', async () => {
    const { token, state, advance } = counting()
    await token.get()
    advance(110 * 60_000 - 1)
    expect(await token.get()).toBe('token-1')
    advance(1)
    expect(await token.get()).toBe('token-2')
    expect(state.asked).toBe(2)
  })

  test.each([600, 60])('one that lives %i s is kept for half of it', async seconds => {
    const { token, state, advance } = counting(seconds)
    await token.get()
    advance(seconds * 500 - 1)
    expect(await token.get()).toBe('token-1')
    advance(1)
    expect(await token.get()).toBe('token-2')
    expect(state.asked).toBe(2)
  })

  test('a refused one is dropped, but not the one fetched since', async () => {
    const { token } = counting()
    expect(await token.get()).toBe('token-1')
    token.invalidate('token-1')
    expect(await token.get()).toBe('token-2')
    token.invalidate('token-1')
    expect(await token.get()).toBe('token-2')
  })

  test('a failure is not kept', async () => {
    const { token, state } = counting()
    state.broken = true
    await expect(token.get()).rejects.toThrow('down')
    state.broken = false
    expect(await token.get()).toBe('token-2')
  })
})
