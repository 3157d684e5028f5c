import { expect, test } from '@jest/globals'
import { event } from '../stream/pushes.ts'
import { read } from './read.ts'

test.each([
  ['label_user_change', ['members', 'users']],
  ['label_conf_add', ['roles']],
  ['label_conf_modify', ['roles']],
  ['label_conf_del', ['roles', 'members', 'users']],
  ['user_add_org', ['users']],
  ['user_modify_org', ['users', 'members']],
  ['user_leave_org', ['users', 'members', 'admins']],
  ['org_admin_add', ['admins']],
  ['org_admin_remove', ['admins']],
  ['org_dept_create', ['departments']],
  ['org_dept_modify', ['departments', 'members']],
  ['org_dept_remove', ['departments', 'members']],
  ['chat_add_member', []],
  ['constructor', []],
])('%s', (eventType, invalidations) => {
  expect(read(event(eventType, 'e1'))).toEqual({
    kind: 'event',
    messageId: 'm-e1',
    eventId: 'e1',
    invalidations,
  })
  expect(read(event(eventType, 'e1', 'ding0other'))).toMatchObject({ invalidations: [] })
})

test('without corp, id, type or readable data it is still an event', () => {
  const headers = { topic: 'whatever', messageId: 'm1', eventType: 'org_admin_add' }
  expect(read({ type: 'EVENT', headers, data: '{' })).toMatchObject({ invalidations: ['admins'] })
  expect(read({ type: 'EVENT' })).toMatchObject({ kind: 'event', invalidations: [] })
})
