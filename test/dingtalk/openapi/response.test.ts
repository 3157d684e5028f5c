import { describe, expect, test } from '@jest/globals'
import type { Family } from '../../../src/dingtalk/openapi/endpoint.ts'
import { type Answer, missingScopes, readResponse } from '../../../src/dingtalk/openapi/response.ts'

const read = (family: Family, body: unknown, status = 200): Answer =>
  readResponse(family, { status, text: typeof body === 'string' ? body : JSON.stringify(body) })

describe('answers of the old family', () => {
  test.each([
    { errcode: 0, errmsg: 'ok' },
    { errcode: '0' },
    { errcode: 0, errmsg: 'ok', result: [] },
    { result: { errcode: 0, errmsg: 'ok', success: true, result: 'roleAbC123' } },
    { result: { errcode: '0', result: [] } },
  ])('%j is accepted', body => expect(read('oapi', body)).toEqual({ kind: 'ok', body }))

  test.each([
    [{ errcode: 33011, errmsg: '无效的roleId', request_id: 'r1' }, '33011', '无效的roleId', 'r1'],
    [{ errcode: '-1', errmsg: '系统繁忙' }, '-1', '系统繁忙', undefined],
    [
      { errcode: 88, sub_code: '40014', sub_msg: '不合法', errmsg: 'x', request_id: 'r2' },
      '40014',
      '不合法',
      'r2',
    ],
    [{ errcode: 88, sub_code: 90018, sub_msg: '次' }, '90018', '次', undefined],
    [
      {
        errcode: 88,
        errmsg: 'ding talk error[subcode=60011,submsg=应用：[a, b]，{requiredScopes=[a, b]}]',
      },
      '60011',
      '应用：[a, b]，{requiredScopes=[a, b]}',
      undefined,
    ],
    [{ errcode: 88, errmsg: 'ding talk error' }, '88', 'ding talk error', undefined],
    [
      { errcode: 22, sub_msg: '不合法ApiName', errmsg: 'Invalid method' },
      '22',
      '不合法ApiName',
      undefined,
    ],
    [
      {
        errcode: 0,
        request_id: 'r3',
        result: { errcode: 400002, errmsg: '参数错误', success: false },
      },
      '400002',
      '参数错误',
      'r3',
    ],
    [{ result: { errcode: 88, sub_code: '60020', sub_msg: 'ip' } }, '60020', 'ip', undefined],
    [{ result: { errcode: 0, success: false } }, '-1', '', undefined],
  ])('%j is refused', (body, code, message, requestId) => {
    expect(read('oapi', body)).toEqual({
      kind: 'refused',
      status: 200,
      code,
      message,
      requestId,
      requiredScopes: [],
    })
  })

  test('without any errcode, nobody knows what was done', () => {
    expect(read('oapi', { request_id: 'r1' }).kind).toBe('unreadable')
    expect(read('oapi', { result: { list: [] } }).kind).toBe('unreadable')
  })
})

describe('answers of the new family', () => {
  test('2xx is accepted, whatever it says', () => {
    expect(read('v1', {}).kind).toBe('ok')
    expect(read('v1', { success: true }, 201).kind).toBe('ok')
  })

  test.each([
    [
      400,
      { code: 'InvalidAuthentication', message: 'm', requestid: 'R' },
      'InvalidAuthentication',
      'R',
    ],
    [
      403,
      { code: 'Forbidden.AccessDenied.X', message: 'm', requestId: 'R' },
      'Forbidden.AccessDenied.X',
      'R',
    ],
    [500, { code: 'system.busy', message: 'm', RequestId: 'R' }, 'system.busy', 'R'],
    [200, { errcode: 404, errmsg: '请求的URI地址不存在' }, '404', undefined],
    [429, {}, 'HTTP 429', undefined],
  ])('%i %j is refused', (status, body, code, requestId) => {
    expect(read('v1', body, status)).toMatchObject({ kind: 'refused', status, code, requestId })
  })

  test.each(['accessdenieddetail', 'accessDeniedDetail', 'AccessDeniedDetail'])(
    '%s names the scopes',
    key => {
      const body = {
        code: 'Forbidden',
        message: 'm',
        [key]: { requiredScopes: ['Card.Instance.Write'] },
      }
      expect(read('v1', body, 403)).toMatchObject({ requiredScopes: ['Card.Instance.Write'] })
    },
  )
})

describe('answers that are none', () => {
  const page = '\n<!doctype html><title>deny</title>'
  const status1111 = { status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid: 'u' }

  test.each(['oapi', 'v1'] as const)('a page or status 1111 is the address ban (%s)', family => {
    expect(read(family, page).kind).toBe('banned')
    expect(read(family, page, 403).kind).toBe('banned')
    expect(read(family, page, 405).kind).toBe('banned')
    expect(read(family, page, 429).kind).toBe('banned')
    expect(read(family, status1111).kind).toBe('banned')
    expect(read(family, status1111, 503).kind).toBe('banned')
  })

  test.each([400, 404, 407])(
    'a page with HTTP %i is a refusal, and not the address ban',
    status => {
      for (const family of ['oapi', 'v1'] as const)
        expect(read(family, page, status)).toMatchObject({
          kind: 'refused',
          status,
          code: `HTTP ${status}`,
        })
    },
  )

  test.each(['oapi', 'v1'] as const)('the rest is unreadable (%s)', family => {
    expect(read(family, page, 302).kind).toBe('unreadable')
    expect(read(family, page, 502).kind).toBe('unreadable')
    expect(read(family, '').kind).toBe('unreadable')
    expect(read(family, '{"errcode":').kind).toBe('unreadable')
    expect(read(family, '[1]').kind).toBe('unreadable')
    expect(read(family, 'null').kind).toBe('unreadable')
    expect(read(family, {}, 503).kind).toBe('unreadable')
  })
})

describe('what is missing, after a 60011', () => {
  test('reads the scopes and the link of a 60011', () => {
    const text =
      '应用尚未开通所需的权限：[qyapi_get_department_list, qyapi_get_member]，点击链接申请并开通即可：' +
      'https://open-dev.dingtalk.com/appscope/apply?content=dingabc%23qyapi_get_department_list, ' +
      '{requiredScopes=[qyapi_get_department_list, qyapi_get_member]}'
    expect(missingScopes(text)).toEqual({
      scopes: ['qyapi_get_department_list', 'qyapi_get_member'],
      applyLink:
        'https://open-dev.dingtalk.com/appscope/apply?content=dingabc%23qyapi_get_department_list',
    })
  })

  test('reads them out of the brackets where nothing else names them', () => {
    expect(missingScopes('权限：[qyapi_base]').scopes).toEqual(['qyapi_base'])
  })

  test('finds nothing in other texts, and trusts no other link', () => {
    expect(missingScopes('无效的roleId')).toEqual({ scopes: [], applyLink: undefined })
    expect(
      missingScopes('see https://open-dev.dingtalk.com.example.com/x').applyLink,
    ).toBeUndefined()
  })
})
