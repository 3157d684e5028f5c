import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { DingTalkRefusedError, DingTalkUnreachableError } from '../../../src/core/errors.ts'
import type { Endpoint } from '../../../src/dingtalk/openapi/endpoint.ts'
import { json, scripted } from '../scripted.ts'

const answer = z.object({ value: z.string() })
const old = {
  family: 'oapi',
  method: 'POST',
  path: '/topapi/role/getrole',
  metered: false,
  repeat: 'read',
  answer,
} as const satisfies Endpoint
const fresh = { ...old, family: 'v1', path: '/v1.0/x', metered: true } as const
const reading = { ...old, method: 'GET', path: '/auth/scopes' } as const
const write = { ...old, repeat: 'write' } as const

const yes = json({ errcode: 0, value: 'v' })
const newYes = json({ value: 'v' })

describe('one call', () => {
  test('of the old family has its token in the query and a JSON body', async () => {
    const { openapi, sent } = scripted([yes])
    expect(await openapi.call(old, { body: { roleId: 1 } })).toEqual({ value: 'v' })
    expect(sent).toEqual([
      {
        url: 'https://oapi.dingtalk.com/topapi/role/getrole?access_token=token-1',
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: '{"roleId":1}',
      },
    ])
  })

  test('of the new family has it in its header', async () => {
    const { openapi, sent } = scripted([newYes])
    await openapi.call(fresh)
    expect(sent).toEqual([
      {
        url: 'https://api.dingtalk.com/v1.0/x',
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-acs-dingtalk-access-token': 'token-1',
        },
        body: '{}',
      },
    ])
  })

  test('a GET has a query and no body', async () => {
    const { openapi, sent } = scripted([yes])
    await openapi.call(reading, { query: { lang: 'zh_CN' } })
    expect(sent).toEqual([
      {
        url: 'https://oapi.dingtalk.com/auth/scopes?access_token=token-1&lang=zh_CN',
        method: 'GET',
        headers: { accept: 'application/json' },
      },
    ])
  })
})

describe('a no', () => {
  test('carries code, request id, missing scopes and where to apply', async () => {
    const link = 'https://open-dev.dingtalk.com/appscope/apply?content=x'
    const said = `权限：[qyapi_get_member]，点击：${link}, {requiredScopes=[qyapi_get_member]}`
    const { openapi } = scripted([
      json({ errcode: 88, sub_code: '60011', sub_msg: said, request_id: 'r9' }),
    ])
    const error = await openapi.call(old).catch(error => error)
    expect(error).toBeInstanceOf(DingTalkRefusedError)
    expect(error).toMatchObject({
      api: '/topapi/role/getrole',
      code: '60011',
      reason: 'permission',
      requestId: 'r9',
      scopes: ['qyapi_get_member'],
      applyLink: link,
    })
  })

  test('of the new family names its scopes in accessdenieddetail', async () => {
    const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'
    const accessdenieddetail = { requiredScopes: ['Card.Instance.Write'] }
    const { openapi } = scripted([json({ code, message: 'm', accessdenieddetail }, 403)])
    await expect(openapi.call(fresh)).rejects.toMatchObject({
      reason: 'permission',
      scopes: ['Card.Instance.Write'],
    })
  })

  test('shows neither token nor secret, not even in the log', async () => {
    const errmsg = 'bad: token-1, s3cr3t-of-the-app, url ?access_token=another'
    const { openapi, lines } = scripted([json({ errcode: 400002, errmsg })])
    const error = await openapi.call(old, { body: { secret: 'body' } }).catch(error => error)
    const shown = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(lines)}`
    expect(shown).not.toMatch(/token-1|s3cr3t-of-the-app|another|"body"/)
    expect(shown).toContain('400002')
  })
})

describe('no answer', () => {
  test.each([
    ['nothing', new DingTalkUnreachableError('/x')],
    ['half a JSON', { status: 200, text: '{"errcode":0' }],
    ['a proxy’s page', { status: 502, text: '<html>' }],
    ['an answer without errcode', json({ value: 'v' })],
  ])('%s: a read is made again, a write is not', async (_, silence) => {
    const reader = scripted([silence, yes])
    expect(await reader.openapi.call(old)).toEqual({ value: 'v' })
    const writer = scripted([silence, yes])
    await expect(writer.openapi.call(write)).rejects.toThrow(DingTalkUnreachableError)
    expect(writer.sent).toHaveLength(1)
  })

  test('a yes that is not as documented leaves the outcome open, and is not asked for again', async () => {
    const { openapi, sent } = scripted([json({ errcode: 0, value: 7 }), yes])
    await expect(openapi.call(old)).rejects.toThrow(DingTalkUnreachableError)
    expect(sent).toHaveLength(1)
  })
})

describe('the address ban', () => {
  test.each([
    ['status 1111', json({ status: 1111, wait: 5, source: 'x5', punish: 'deny' })],
    ['a page', { status: 200, text: '<!doctype html>' }],
  ])('%s stops every call for five minutes', async (_, banPage) => {
    const { openapi, sent, advance, lines } = scripted([banPage, yes, newYes])
    await expect(openapi.call(old)).rejects.toMatchObject({ reason: 'banned' })
    advance(5 * 60_000 - 1)
    await expect(openapi.call(old)).rejects.toMatchObject({ reason: 'banned' })
    await expect(openapi.call(fresh)).rejects.toThrow('until 2026-03-02T08:05:00.000Z')
    expect(sent).toHaveLength(1)
    expect(lines.map(({ event }) => event)).toContain('openapi.banned')
    advance(1)
    expect(await openapi.call(old)).toEqual({ value: 'v' })
  })
})

test('a page that says the path is missing fails one call, and stops no other', async () => {
  const { openapi } = scripted([
    { status: 404, text: '<!DOCTYPE html><pre>Cannot POST</pre>' },
    newYes,
  ])
  await expect(openapi.call(old)).rejects.toMatchObject({ code: 'HTTP 404', reason: 'bug' })
  expect(await openapi.call(fresh)).toEqual({ value: 'v' })
})

test('each attempt is counted, with its result and whether it is metered', async () => {
  const busy = json({ code: 'system.busy', message: 'm' }, 500)
  const { openapi, counted, slept } = scripted([busy, new DingTalkUnreachableError('/x'), newYes])
  await openapi.call(fresh)
  expect(counted).toEqual([
    '/v1.0/oauth2/accessToken ok false',
    '/v1.0/x busy true',
    '/v1.0/x no answer true',
    '/v1.0/x ok true',
  ])
  expect(slept).toEqual([500, 500])
})
