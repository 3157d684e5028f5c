import { expect, test } from '@jest/globals'
import { isWideLimit, reasonOf } from '../../../src/dingtalk/openapi/error-codes.ts'

test.each([
  ['-1', 200, 'busy'],
  ['22', 200, 'bug'],
  ['404', 200, 'bug'],
  ['23004', 200, 'input'],
  ['33011', 200, 'input'],
  ['40014', 200, 'token'],
  ['40096', 200, 'config'],
  ['50002', 200, 'permission'],
  ['60011', 200, 'permission'],
  ['60020', 200, 'config'],
  ['90018', 200, 'throttled'],
  ['90020', 200, 'quota'],
  ['InvalidAuthentication', 400, 'token'],
  ['invalidClientIdOrSecret', 400, 'config'],
  ['Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 403, 'throttled'],
  ['Forbidden.AccessDenied.QpmLimitForAppkeyAndApi', 403, 'throttled'],
  ['Forbidden.AccessDenied.ApiCountLimitForOrg', 403, 'quota'],
  ['Forbidden.AccessDenied.AccessTokenPermissionDenied', 403, 'permission'],
  ['Forbidden.AccessDenied.IpNotInWhiteList', 403, 'config'],
  ['system.busy', 500, 'busy'],
  ['unknownError', 500, 'busy'],
  ['HTTP 429', 429, 'busy'],
  ['never.seen', 400, 'bug'],
  ['never.seen', 401, 'token'],
  ['never.seen', 403, 'permission'],
  ['999999', 200, 'bug'],
  ['constructor', 200, 'bug'],
] as const)('%s with HTTP %i is %s', (code, status, reason) => {
  expect(reasonOf(code, status)).toBe(reason)
})

test('the limits of the platform and of the minute are told from the second of the app', () => {
  expect(isWideLimit('90002')).toBe(true)
  expect(isWideLimit('Forbidden.AccessDenied.QpsLimitForApi')).toBe(true)
  expect(isWideLimit('Forbidden.AccessDenied.QpmLimitForAppkeyAndApi')).toBe(true)
  expect(isWideLimit('90018')).toBe(false)
  expect(isWideLimit('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi')).toBe(false)
})
