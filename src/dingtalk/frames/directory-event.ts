import type { Invalidation } from '../../core/ports.ts'

/** What each event type of DingTalk's directory makes doubtful; a "label" is a role (stream-and-cards.md 6.2). */
const table = {
  label_user_change: ['members', 'users'],
  label_conf_add: ['roles'],
  label_conf_modify: ['roles'],
  label_conf_del: ['roles', 'members', 'users'],
  user_add_org: ['users'],
  user_modify_org: ['users', 'members'],
  user_leave_org: ['users', 'members', 'admins'],
  org_admin_add: ['admins'],
  org_admin_remove: ['admins'],
  org_dept_create: ['departments'],
  org_dept_modify: ['departments', 'members'],
  org_dept_remove: ['departments', 'members'],
} as const satisfies Record<string, readonly Invalidation[]>

const byEvent: ReadonlyMap<string, readonly Invalidation[]> = new Map(Object.entries(table))

/** What an event of this type makes doubtful; nothing for types that concern no cache of ours. */
export function invalidationsOf(eventType: string | undefined): readonly Invalidation[] {
  return byEvent.get(eventType ?? '') ?? []
}
