import { describe, expect, test } from '@jest/globals'
import { DingTalkUnreachableError } from '../../../src/core/errors.ts'
import { eventually } from '../../support/eventually.ts'
import { inSandbox } from '../in-sandbox.ts'

const path = '/topapi/role/getrole'
const tokenPath = '/v1.0/oauth2/accessToken'

describe('the client on the wire', () => {
  test('stays below a limit that looks at every second, not at whole ones', async () => {
    // Twice as many would fit around a window's boundary. A few more than were sent arrive in one second where the machine
    // stood still: rate-limit.test.ts holds the exact number, in a time of its own.
    const { sandbox, live, slept } = await inSandbox({ qps: 16, allowed: 20 })
    await Promise.all(Array.from({ length: 50 }, () => live.roles.get(1203141)))
    expect(sandbox.calls.filter(call => JSON.stringify(call.answer).includes('90018'))).toEqual([])
    expect(slept).toEqual([])
  })

  test('fetches one token for many calls, and one more when it expires', async () => {
    const { sandbox, live } = await inSandbox()
    const ask = () => Promise.all([1, 2, 3, 4, 5].map(() => live.roles.get(1203141)))
    const tokens = () => sandbox.calls.filter(call => call.path === tokenPath)
    await ask()
    expect(tokens()).toHaveLength(1)
    expect(tokens()[0]?.body).toMatchObject({ appKey: 'dingsandbox5a4d0001' })
    sandbox.expireToken()
    await ask()
    expect(tokens()).toHaveLength(2)
  })

  test('waits for throttles, and retries what is busy or lost, for a read', async () => {
    const { sandbox, live, slept } = await inSandbox()
    sandbox.faults.set('throttle', { path, times: 2 })
    expect(await live.roles.get(1203141)).toMatchObject({ name: '财务' })
    sandbox.faults.set('busy', { path, times: 1 })
    expect(await live.roles.get(1203141)).toMatchObject({ name: '财务' })
    sandbox.faults.set('lose-answer', { path, times: 1 })
    expect(await live.roles.get(1203141)).toMatchObject({ name: '财务' })
    expect(slept).toEqual([1000, 1000, 500, 500])
  })

  test('explains a missing permission', async () => {
    const { sandbox, live } = await inSandbox()
    sandbox.faults.set('permission-missing', { path, scopes: ['qyapi_get_department_member'] })
    await expect(live.roles.get(1203141)).rejects.toMatchObject({
      code: '60011',
      reason: 'permission',
      scopes: ['qyapi_get_department_member'],
      applyLink: expect.stringMatching(
        /^https:\/\/open-dev\.dingtalk\.com\/appscope\/apply\?content=/,
      ),
    })
  })

  test('stops at the quota', async () => {
    const { sandbox, apps } = await inSandbox()
    sandbox.faults.set('quota')
    await expect(apps.scopes()).rejects.toMatchObject({ code: '90020', reason: 'quota' })
    expect(sandbox.calls.filter(call => call.path === '/auth/scopes')).toHaveLength(1)
  })

  test.each(['ip-ban', 'html-answer'] as const)('%s stops every call', async fault => {
    const { sandbox, live } = await inSandbox()
    sandbox.faults.set(fault, { path, times: 1 })
    await expect(live.roles.get(1203141)).rejects.toMatchObject({ reason: 'banned' })
    const before = sandbox.calls.length
    await expect(live.admins.levels()).rejects.toMatchObject({ reason: 'banned' })
    expect(sandbox.calls).toHaveLength(before)
  })

  test('gives up on an answer that takes too long', async () => {
    const { sandbox, writers } = await inSandbox({ timeoutMs: 100 })
    sandbox.faults.set('hang', { path: '/role/update_role' })
    await expect(writers.roles.rename(1203141, '财务部')).rejects.toThrow(DingTalkUnreachableError)
    sandbox.faults.clear()
    // Silence is not a no: the change was made all the same.
    await eventually(() => sandbox.company.roles.get(1203141)?.name === '财务部')
  })
})
