import type { AdminGroup } from './admin-group.ts'
import { corpId } from './seed-corp.ts'

export const adminGroups: readonly AdminGroup[] = [
  {
    id: 'roleSeed001',
    name: 'IT管理组',
    resources: ['microapp.-24.baseAction.base.*'],
    actions: ['action1'],
    members: [
      {
        belong_corpid: corpId,
        member_id: 'manager4220',
        member_type: 'user',
        operate_userid: 'boss001',
      },
    ],
    scope: {
      dept_ids: [1231],
      userids: [],
      include_member_depts: false,
      include_self_manage_depts: false,
    },
  },
]
