import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Endpoint } from '../../../src/dingtalk/openapi/endpoint.ts'
import { json, scripted } from '../scripted.ts'

const old = {
  family: 'oapi',
  method: 'POST',
  path: '/topapi/role/getrole',
  metered: false,
  repeat: 'read',
  answer: z.object({ value: z.string() }),
} as const satisfies Endpoint
const fresh = { ...old, family: 'v1', path: '/v1.0/x', metered: true } as const
const write = { ...old, repeat: 'write' } as const

const yes = json({ errcode: 0, value: 'v' })
const newYes = json({ value: 'v' })
const refusedToken = json({ errcode: 88, sub_code: '40014', sub_msg: '不合法的access_token' })
const newRefusedToken = json({ code: 'InvalidAuthentication', message: 'm' }, 400)

describe('the token', () => {
  test('is fetched once for many calls', async () => {
    const { openapi, tokensAsked } = scripted([yes, yes, yes, yes, newYes])
    await Promise.all([1, 2, 3, 4].map(() => openapi.call(old)))
    await openapi.call(fresh)
    expect(tokensAsked()).toBe(1)
  })

  test.each([
    ['88 with a sub_code', old, refusedToken, yes],
    ['flat', old, json({ errcode: 40014, errmsg: '不合法的access_token' }), yes],
    ['expired', write, json({ errcode: 42001 }), yes],
    ['invalid', write, json({ errcode: 88, errmsg: '[subcode=40001,submsg=x]' }), yes],
    ['HTTP 401', fresh, json({ code: 'never.seen' }, 401), newYes],
    ['HTTP 400', fresh, newRefusedToken, newYes],
  ])(
    'refused (%s), it is fetched anew and the call made once more',
    async (_, api, refused, after) => {
      const { openapi, sent, tokensAsked } = scripted([refused, after])
      expect(await openapi.call(api)).toEqual({ value: 'v' })
      expect(tokensAsked()).toBe(2)
      expect(JSON.stringify(sent[1])).toContain('token-2')
    },
  )

  test.each([null, '', '7200'])('is kept where its life is said to be %p', async expireIn => {
    const { openapi, advance, tokensAsked } = scripted([yes, yes, yes], { expireIn })
    await openapi.call(old)
    advance(110 * 60_000 - 1)
    await openapi.call(old)
    expect(tokensAsked()).toBe(1)
    advance(1)
    await openapi.call(old)
    expect(tokensAsked()).toBe(2)
  })

  test('refused twice, the answer is no', async () => {
    const { openapi, sent } = scripted([refusedToken, refusedToken, yes])
    await expect(openapi.call(old)).rejects.toMatchObject({ code: '40014', reason: 'token' })
    expect(sent).toHaveLength(2)
  })
})
