import { expect, test } from '@jest/globals'
import { createRedact } from '../../../src/dingtalk/openapi/redact.ts'

test('takes out the secret, the last tokens, and whatever is named like one', () => {
  const { hide, learn } = createRedact('the-secret')
  for (const token of ['t-one', 't-two', 't-three', 't-four', 't-five']) learn(token)
  expect(hide('the-secret t-two t-five')).toBe('*** *** ***')
  expect(hide('https://x/y?access_token=abc&z=1')).toBe('https://x/y?access_token=***&z=1')
  expect(hide('{"appSecret": "abc", "roleId": 3}')).toBe('{"appSecret": "***", "roleId": 3}')
})

test('leaves the rest as it is, but short', () => {
  const { hide } = createRedact('the-secret')
  expect(hide('request ip=203.0.113.7 appKey(dingabc)')).toBe(
    'request ip=203.0.113.7 appKey(dingabc)',
  )
  expect(hide('x'.repeat(9000))).toHaveLength(500)
})
