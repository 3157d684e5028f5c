import { describe, expect, test } from '@jest/globals'
import { DingTalkRefusedError, DingTalkUnreachableError } from '../../src/core/errors.ts'
import { createDoctor, type DoctorProbes } from '../../src/doctor/doctor.ts'

const now = new Date('2026-03-04T05:06:07Z')

const healthy: DoctorProbes = {
  region: 'com',
  token: async () => 'a token',
  permissions: [
    { api: '/topapi/role/list', probe: async () => [] },
    { api: '/topapi/v2/department/get', probe: async () => ({}) },
  ],
  visibleDepartments: async () => [1],
  adminCount: async () => 2,
  cardPermission: async () => {},
  gateway: async () => 'open',
  openDatabase: async () => {},
  policyProblems: async () => [],
  serverTime: async () => now,
  now: () => now,
}

const examine = (ill: Partial<DoctorProbes> = {}) => createDoctor({ ...healthy, ...ill })()
const of = async (id: string, ill: Partial<DoctorProbes>) =>
  (await examine(ill)).filter(check => check.id === id)
const throws = (error: Error) => () => Promise.reject(error)

const no = (
  code: string,
  reason: DingTalkRefusedError['reason'],
  more: { applyLink?: string } = {},
) =>
  new DingTalkRefusedError({
    api: '/x',
    code,
    reason,
    message: 'said',
    ...more,
    scopes: more.applyLink === undefined ? [] : ['qyapi_get_member'],
  })

test('a healthy robot: every check is ok, in a fixed order', async () => {
  const checks = await examine()
  expect(checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'credentials ok',
    'region ok',
    'permission ok',
    'permission ok',
    'visible ok',
    'admins ok',
    'card ok',
    'stream ok',
    'database ok',
    'policy ok',
    'clock ok',
  ])
})

describe('credentials', () => {
  test('that DingTalk does not know put the region in doubt, and the rest is skipped', async () => {
    let called = 0
    const checks = await examine({
      region: 'io',
      token: throws(no('invalidClientIdOrSecret', 'config')),
      adminCount: async () => ++called,
      gateway: async () => (++called ? 'open' : 'open'),
    })
    expect(checks.slice(0, 2)).toEqual([
      {
        id: 'credentials',
        state: 'failed',
        problem: 'rejected',
        params: { code: 'invalidClientIdOrSecret' },
      },
      {
        id: 'region',
        state: 'doubtful',
        problem: 'otherRegion',
        params: { region: 'io', other: 'com' },
      },
    ])
    expect(checks.slice(2).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'permission skipped',
      'visible skipped',
      'admins skipped',
      'card skipped',
      'stream skipped',
      'database ok',
      'policy ok',
      'clock ok',
    ])
    expect(called).toBe(0)
  })

  test.each([
    [new DingTalkUnreachableError('/v1.0/oauth2/accessToken'), 'unreachable'],
    [no('system.busy', 'busy'), 'refused'],
    [new TypeError('x'), 'refused'],
  ])('%p is %s, and says nothing against the region', async (error, problem) => {
    const [credentials, region] = await examine({ token: throws(error) })
    expect(credentials).toMatchObject({ state: 'failed', problem })
    expect(region).toMatchObject({ state: 'skipped' })
  })
})

describe('a call', () => {
  const link = 'https://open-dev.example.com/appscope/apply?content=x'
  test.each([
    [
      no('60011', 'permission', { applyLink: link }),
      { problem: 'missing', params: { api: '/x', scopes: 'qyapi_get_member', link } },
    ],
    [no('50004', 'permission'), { problem: 'outOfRange', params: { api: '/x', code: '50004' } }],
    [no('90020', 'quota'), { problem: 'refused', params: { api: '/x', code: '90020' } }],
    [new DingTalkUnreachableError('/x'), { problem: 'unreachable', params: { api: '/x' } }],
    [
      new Error('https://example.com/?access_token=secret'),
      { problem: 'refused', params: { api: '/x', code: 'Error', message: '' } },
    ],
  ])('that throws %p is found out', async (error, found) => {
    const permissions = [{ api: '/x', probe: throws(error) }]
    expect(await of('permission', { permissions })).toMatchObject([{ state: 'failed', ...found }])
  })

  test.each([
    ['visible', { visibleDepartments: throws(no('60011', 'permission')) }],
    ['admins', { adminCount: throws(no('60011', 'permission')) }],
    ['card', { cardPermission: throws(no('60011', 'permission')) }],
    ['stream', { gateway: throws(no('60011', 'permission')) }],
  ] as const)('of %s fails that check only', async (id, ill) => {
    const checks = await examine(ill)
    expect(checks.filter(({ state }) => state !== 'ok')).toMatchObject([
      { id, state: 'failed', problem: 'missing' },
    ])
  })
})

const illnesses: readonly [string, string, string, Partial<DoctorProbes>][] = [
  ['visible', 'doubtful', 'partial', { visibleDepartments: async () => [2, 11] }],
  ['admins', 'failed', 'none', { adminCount: async () => 0 }],
  ['stream', 'failed', 'rejected', { gateway: async () => 'rejected' }],
  ['database', 'failed', 'closed', { openDatabase: throws(new Error('no such file')) }],
  ['policy', 'failed', 'invalid', { policyProblems: async () => ['line 3', 'line 5'] }],
  ['policy', 'failed', 'unreadable', { policyProblems: throws(new Error('EACCES')) }],
  ['clock', 'doubtful', 'unreachable', { serverTime: throws(new DingTalkUnreachableError('x')) }],
]

test.each(illnesses)('%s is %s, %s', async (id, state, problem, ill) => {
  expect(await of(id, ill)).toMatchObject([{ state, problem }])
})

test.each([
  [60, { state: 'ok' }],
  [-60, { state: 'ok' }],
  [61, { state: 'doubtful', problem: 'behind', params: { seconds: '61' } }],
  [-61, { state: 'doubtful', problem: 'ahead', params: { seconds: '61' } }],
])('DingTalk’s clock %i s after ours', async (seconds, found) => {
  const serverTime = async () => new Date(now.getTime() + seconds * 1000)
  expect(await of('clock', { serverTime })).toMatchObject([found])
})
