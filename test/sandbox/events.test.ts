import { beforeEach, expect, test } from '@jest/globals'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { createClient } from './client.ts'
import { start } from './start.ts'

let sandbox: Sandbox
let client: ReturnType<typeof createClient>
let robot: Awaited<ReturnType<typeof client.connect>>
beforeEach(async () => {
  ;({ sandbox, client } = await start())
  robot = await client.connect(() => ({ status: 'SUCCESS', message: '' }))
})

/** Frames arrive in order, so one more acknowledged event tells that the ones before it are there. */
const events = async () => {
  await sandbox.event('org_change', {})
  return robot.frames.slice(0, -1).map(({ headers, data }) => [headers.eventType, JSON.parse(data)])
}

test('a rename by API carries the label before and after, as JSON strings', async () => {
  await client.oapi('/role/update_role', { roleId: 1203141, roleName: '财务部' })
  const [[eventType, data] = []] = await events()
  expect(eventType).toBe('label_conf_modify')
  expect(JSON.parse(data.preLabelList[0])).toMatchObject({
    id: 1203141,
    name: '财务',
    parentId: 900200,
  })
  expect(JSON.parse(data.postLabelList[0])).toMatchObject({ name: '财务部' })
  expect(robot.frames[0]?.headers).toMatchObject({
    topic: '*',
    eventCorpId: sandbox.company.corpId,
    eventId: expect.any(String),
  })
  expect(sandbox.frames[0]?.ack?.data).toEqual({ status: 'SUCCESS', message: '' })
})
test('members, roles, administrators and departments', async () => {
  await client.oapi('/topapi/role/addrolesforemps', { roleIds: '12345', userIds: 'EMP201' })
  await client.oapi('/topapi/role/removerolesforemps', { roleIds: '12345', userIds: 'EMP201' })
  const { roleId } = await client.oapi('/role/add_role', { roleName: '新', groupId: 900400 })
  await client.oapi('/topapi/role/deleterole', { role_id: roleId })
  sandbox.company.addAdmin('EMP123', { level: 1, scope: [1] })
  sandbox.company.removeAdmin('EMP123')
  sandbox.company.renameDepartment(11, '监察部')
  sandbox.company.removePerson('EMP203')
  expect(await events()).toMatchObject([
    ['label_user_change', { userIdList: ['EMP201'], action: 'add', labelIdList: [12345] }],
    ['label_user_change', { action: 'remove' }],
    ['label_conf_add', { labelIdList: [roleId] }],
    ['label_conf_del', { labelIdList: [roleId] }],
    ['org_admin_add', { userId: ['EMP123'], timeStamp: expect.any(String) }],
    ['org_admin_remove', { userId: ['EMP123'] }],
    ['org_dept_modify', { deptId: [11] }],
    ['user_leave_org', { userId: ['EMP203'] }],
  ])
})
test('a change of scope has no event', async () => {
  await client.oapi('/topapi/role/scope/update', {
    userid: 'EMP123',
    role_id: 12345,
    dept_ids: '11',
  })
  expect(await events()).toEqual([])
})
