import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ sandbox, client } = await start({ qps: 1000 }))
})

describe('the token', () => {
  test('one for both families, the same while it lives', async () => {
    const token = await client.token()
    expect(await client.token()).toBe(token)
    const old = await client.call(
      `/gettoken?appkey=${client.clientId}&appsecret=${client.clientSecret}`,
    )
    expect(old.body).toEqual({ errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 })
  })
  test('wrong credentials: 400 in the new family, 40096 in the old', async () => {
    const wrong = await client.post('/v1.0/oauth2/accessToken', { appKey: 'x', appSecret: 'y' })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalidClientIdOrSecret' } })
    expect((await client.call('/gettoken?appkey=x&appsecret=y')).body.errcode).toBe(40096)
    expect((await client.call('/gettoken')).body.errcode).toBe(40035)
  })
  test('the new family wants JSON', async () => {
    const form = await client.call('/v1.0/oauth2/accessToken', {
      method: 'POST',
      body: new URLSearchParams({ appKey: client.clientId }),
    })
    expect(form).toMatchObject({ status: 400, body: { code: 'Missingbody' } })
  })
  test('no secret, token or ticket is kept in the log', async () => {
    await client.oapi('/topapi/user/listadmin')
    await client.open()
    const log = JSON.stringify(sandbox.calls)
    expect(log).not.toContain(await client.token())
    expect(log).not.toContain(client.clientSecret)
    expect(sandbox.calls.find(({ path }) => path === '/topapi/user/listadmin')).toMatchObject({
      query: { access_token: '***' },
      token: 'query',
    })
  })
})

describe('the old family answers HTTP 200 and', () => {
  const wrapped = (sub_code: string) => ({ status: 200, body: { errcode: 88, sub_code } })

  test('88 + 40014 for a wrong token, 88 + 40000 for one that is not in the query', async () => {
    expect(await client.post('/topapi/role/list?access_token=x', {})).toMatchObject(
      wrapped('40014'),
    )
    const inHeader = { 'x-acs-dingtalk-access-token': await client.token() }
    expect(await client.post('/topapi/role/list', {}, inHeader)).toMatchObject(wrapped('40000'))
  })
  test('a flat 40014 for paths without topapi, and only errmsg for auth/scopes', async () => {
    expect((await client.post('/role/update_role?access_token=x', {})).body).toEqual({
      errcode: 40014,
      errmsg: '不合法的access_token',
    })
    const scopes = await client.call('/auth/scopes?access_token=x')
    expect(scopes.body).toEqual({
      errcode: 88,
      errmsg: 'ding talk error[subcode=40014,submsg=不合法的access_token]',
    })
  })
  test('22 for an unknown path, update_role with topapi included', async () => {
    expect(
      await client.oapi('/topapi/role/update_role', { roleId: 12345, roleName: 'x' }),
    ).toMatchObject({
      errcode: 22,
      sub_msg: '不合法ApiName，ApiName = dingtalk.oapi.role.update_role',
    })
    expect((await client.oapi('/topapi/constructor')).errcode).toBe(22)
  })
  test('43002 for GET, 43004 for a strange content type, 40035 without a body', async () => {
    const path = `/topapi/role/list?access_token=${await client.token()}`
    expect((await client.call(path)).body.errcode).toBe(43002)
    expect((await client.call(path, { method: 'POST', body: '{}' })).body.errcode).toBe(43004)
    const empty = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const getrole = `/topapi/role/getrole?access_token=${await client.token()}`
    expect((await client.call(getrole, empty)).body.errcode).toBe(40035)
  })
  test('takes a form too, with the token in it', async () => {
    const body = new URLSearchParams({ access_token: await client.token(), roleId: '12345' })
    const answer = await client.call('/topapi/role/getrole', { method: 'POST', body })
    expect(answer.body).toMatchObject({ errcode: 0, role: { name: '门店巡检' } })
  })
})

describe('the new family', () => {
  test('wants its token in the header: 400 MissingParameter, 400 InvalidAuthentication', async () => {
    const path = '/v1.0/robot/oToMessages/batchSend'
    const inQuery = await client.post(`${path}?access_token=${await client.token()}`, {})
    expect(inQuery).toMatchObject({
      status: 400,
      body: { code: 'AuthenticationFailed.MissingParameter' },
    })
    const wrong = await client.post(path, {}, { 'x-acs-dingtalk-access-token': 'x' })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'InvalidAuthentication' } })
  })
  test('a wrong path answers 200 with errcode 404', async () => {
    expect(await client.api('/v1.0/no/such', {})).toMatchObject({
      status: 200,
      body: { errcode: 404 },
    })
  })
})

test('an expired token is refused, and the next one is another', async () => {
  let now = 1_790_000_000_000
  const { sandbox: own, client: other } = await start({ now: () => now })
  const token = await other.token()
  now += 7_199_000
  expect((await other.post(`/topapi/role/list?access_token=${token}`, {})).body.errcode).toBe(0)
  now += 1_000
  expect((await other.post(`/topapi/role/list?access_token=${token}`, {})).body.sub_code).toBe(
    '40014',
  )
  expect(await other.token()).not.toBe(token)
  const forced = await other.token()
  own.expireToken()
  expect((await other.post(`/topapi/role/list?access_token=${forced}`, {})).body.sub_code).toBe(
    '40014',
  )
})

test('one call too many in a sliding second is throttled, for that API alone', async () => {
  let now = 1_790_000_000_000
  const { client: other } = await start({ now: () => now, qps: 3 })
  const list = async () => (await other.oapi('/topapi/role/list')).sub_code
  expect([await list(), await list(), await list(), await list()]).toEqual([
    undefined,
    undefined,
    undefined,
    '90018',
  ])
  expect((await other.oapi('/topapi/user/listadmin')).errcode).toBe(0)
  now += 999
  expect(await list()).toBe('90018')
  now += 1
  expect(await list()).toBeUndefined()
  const send = () => other.api('/v1.0/card/instances/createAndDeliver', {})
  await Promise.all([send(), send(), send()])
  expect(await send()).toMatchObject({
    status: 403,
    body: { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' },
  })
})
