import { expect, test } from '@jest/globals'
import { missingScopes } from '../../../src/dingtalk/openapi/missing-scopes.ts'

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
  expect(missingScopes('see https://open-dev.dingtalk.com.example.com/x').applyLink).toBeUndefined()
})
