import { once } from 'node:events'
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { eventually } from '../support/eventually.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
beforeAll(async () => {
  ;({ sandbox, client } = await start({ qps: 1000, ackLimitMs: 300 }))
})
afterEach(() => sandbox.faults.clear())

const list = () => client.oapi('/topapi/role/list')
const send = () => client.api('/v1.0/robot/groupMessages/send', {})

test('a fault strikes as often as it says, on paths that begin so, until it is cleared', async () => {
  sandbox.faults.set('busy', { path: '/topapi/role/', times: 2 })
  expect((await client.oapi('/topapi/user/listadmin')).errcode).toBe(0)
  expect([(await list()).errcode, (await list()).errcode, (await list()).errcode]).toEqual([
    -1, -1, 0,
  ])
  sandbox.faults.set('busy')
  expect((await list()).errcode).toBe(-1)
  expect(sandbox.faults.list()).toMatchObject([{ name: 'busy', struck: 1 }])
  sandbox.faults.clear('busy')
  expect((await list()).errcode).toBe(0)
})
test('lose-answer does the work and destroys the socket', async () => {
  sandbox.faults.set('lose-answer', { path: '/role/add_role_group', times: 1 })
  await expect(client.oapi('/role/add_role_group', { name: '丢失' })).rejects.toThrow(
    'fetch failed',
  )
  expect([...sandbox.company.groups.values()].at(-1)?.name).toBe('丢失')
  expect(sandbox.calls.at(-1)).toMatchObject({ path: '/role/add_role_group', status: 0 })
})
test('hang: the call is taken, and done and answered once that is over', async () => {
  sandbox.faults.set('hang', { path: '/role/add_role_group', times: 1 })
  const answer = client.oapi('/role/add_role_group', { name: '迟到' })
  await eventually(() => sandbox.faults.list().length === 0)
  expect(sandbox.underWay()).toEqual(['/role/add_role_group'])
  expect([...sandbox.company.groups.values()].at(-1)?.name).not.toBe('迟到')
  sandbox.faults.clear('busy')
  expect(sandbox.underWay()).toEqual(['/role/add_role_group'])
  sandbox.faults.clear('hang')
  expect((await answer).errcode).toBe(0)
  expect([...sandbox.company.groups.values()].at(-1)?.name).toBe('迟到')
  expect(sandbox.underWay()).toEqual([])
})
test('errcode-as-text: "0", as some of the samples print it; a refusal keeps its number', async () => {
  sandbox.faults.set('errcode-as-text', { path: '/topapi/' })
  expect((await list()).errcode).toBe('0')
  expect((await client.oapi('/topapi/role/getrole', { roleId: 7 })).errcode).toBe(33011)
  expect((await client.oapi('/role/add_role_group', { name: '数字' })).errcode).toBe(0)
  sandbox.faults.clear()
  expect((await list()).errcode).toBe(0)
})
test('delay', async () => {
  sandbox.faults.set('delay', { ms: 120, times: 1, path: '/topapi/' })
  await list()
  expect(sandbox.calls.at(-1)?.ms).toBeGreaterThanOrEqual(100)
})
test.each([
  [
    'throttle',
    { sub_code: '90018' },
    { status: 403, body: { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' } },
  ],
  [
    'invalid-token',
    { sub_code: '40014' },
    { status: 400, body: { code: 'InvalidAuthentication' } },
  ],
  [
    'permission-missing',
    {
      sub_code: '60011',
      sub_msg: expect.stringContaining('{requiredScopes=[qyapi_get_department_list]}'),
    },
    { status: 403, body: { accessdenieddetail: { requiredScopes: ['qyapi_robot_sendmsg'] } } },
  ],
  ['busy', { errcode: -1 }, { status: 500, body: { code: 'system.busy' } }],
  ['ip-ban', { status: 1111, punish: 'deny' }, { status: 200, body: { status: 1111 } }],
] as const)('%s speaks the language of each family', async (name, old, fresh) => {
  await client.token()
  sandbox.faults.set(name, { times: 2, path: '/topapi' })
  expect(await list()).toMatchObject(old)
  sandbox.faults.set(name, { times: 1, path: '/v1.0/robot' })
  expect(await send()).toMatchObject(fresh)
})
test('quota stops what is metered only', async () => {
  sandbox.faults.set('quota')
  expect((await list()).errcode).toBe(0)
  expect(await send()).toMatchObject({
    status: 403,
    body: { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' },
  })
  const { body } = await client.call(`/auth/scopes?access_token=${await client.token()}`)
  expect(body.errmsg).toContain('subcode=90020')
})
test('quota does not stop what counts among the pushes', async () => {
  sandbox.faults.set('quota')
  const { body } = await client.post('/robot/sendBySession?session=none', { msgtype: 'text' })
  expect(body).toMatchObject({ errcode: 300001 })
  expect(sandbox.calls.at(-1)?.metered).toBe('pushes')
})
test('what is too fast is not counted', async () => {
  sandbox.faults.set('throttle', { times: 1 })
  await send()
  expect(sandbox.calls.at(-1)?.metered).toBe(false)
  await send()
  expect(sandbox.calls.at(-1)?.metered).toBe('calls')
})
test('a page instead of an answer', async () => {
  sandbox.faults.set('html-answer', { times: 1 })
  const answer = await fetch(`${sandbox.url}/topapi/role/list`, { method: 'POST' })
  expect(await answer.text()).toContain('<html>')
  sandbox.faults.set('ip-ban', { times: 1, html: true })
  expect((await fetch(`${sandbox.url}/topapi/role/list`, { method: 'POST' })).status).toBe(405)
})
test('half-batch does half and says -1', async () => {
  sandbox.faults.set('half-batch')
  const answer = await client.oapi('/topapi/role/addrolesforemps', {
    roleIds: '1203142',
    userIds: 'EMP201,EMP202',
  })
  expect(answer.errcode).toBe(-1)
  expect([...(sandbox.company.roles.get(1203142)?.members.keys() ?? [])]).toEqual([
    'EMP123',
    'EMP201',
  ])
})
test('the gateway: 401, 503, and no answer', async () => {
  const open = () =>
    client.post('/v1.0/gateway/connections/open', {
      ...client,
      subscriptions: [{ type: 'EVENT', topic: '*' }],
    })
  const before = sandbox.gatewayCalls()
  sandbox.faults.set('gateway-401', { times: 1 })
  expect((await open()).status).toBe(401)
  sandbox.faults.set('gateway-503', { times: 1 })
  expect((await open()).status).toBe(503)
  sandbox.faults.set('gateway-down', { times: 1 })
  await expect(open()).rejects.toThrow('fetch failed')
  expect((await open()).status).toBe(200)
  expect(sandbox.gatewayCalls()).toBe(before + 4)
})

describe('on the socket', () => {
  const connected = async () => {
    const robot = await client.connect()
    let pongs = 0
    robot.socket.on('pong', () => {
      pongs += 1
    })
    return { ...robot, pongs: () => pongs }
  }
  const gone = async ({ socket }: { socket: Awaited<ReturnType<typeof connected>>['socket'] }) => {
    socket.terminate()
    await eventually(() => sandbox.connections() === 0)
  }

  test('silent-socket: neither pong nor push, and the next connection is well', async () => {
    const dead = await connected()
    dead.socket.ping()
    await eventually(() => dead.pongs() === 1)
    sandbox.faults.set('silent-socket', { times: 1 })
    dead.socket.ping()
    expect((await sandbox.say('boss001', 'x')).ack).toBeUndefined()
    // What had come before the answer to a farewell would have come by then.
    dead.socket.close()
    await once(dead.socket, 'close')
    expect(dead.pongs()).toBe(1)
    expect(dead.frames).toEqual([])
    await eventually(() => sandbox.connections() === 0)
    const well = await connected()
    well.socket.ping()
    await eventually(() => well.pongs() === 1)
    await gone(well)
  })
  test('disconnect: announced without a messageId, no new push, then closed', async () => {
    const robot = await connected()
    robot.socket.removeAllListeners('message')
    const raw = once(robot.socket, 'message')
    sandbox.faults.set('disconnect', { ms: 80 })
    const closed = once(robot.socket, 'close')
    expect(JSON.parse(String((await raw)[0]))).toEqual({
      specVersion: '1.0',
      type: 'SYSTEM',
      headers: { topic: 'disconnect', contentType: 'application/json' },
      data: '{"reason":"connection is expired"}',
    })
    const pushed = sandbox.frames.length
    expect((await sandbox.say('boss001', 'x')).ack).toBeUndefined()
    expect(sandbox.frames).toHaveLength(pushed)
    await closed
    await eventually(() => sandbox.connections() === 0)
  })
  test('duplicate-delivery: the same data under two messageIds', async () => {
    const robot = await connected()
    sandbox.faults.set('duplicate-delivery', { times: 1 })
    await sandbox.say('boss001', 'x')
    await sandbox.say('boss001', 'y')
    await eventually(() => robot.frames.length === 3)
    expect(robot.data(0)).toEqual(robot.data(1))
    await gone(robot)
  })
})
