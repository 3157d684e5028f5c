/** OpenMemberVo of the RBAC calls. */
export interface AdminGroupMember {
  belong_corpid: string
  member_id: string
  member_type: string
  operate_userid: string
}

export interface ContactScope {
  dept_ids: number[]
  userids: string[]
  include_member_depts: boolean
  include_self_manage_depts: boolean
}

export interface AdminGroup {
  id: string
  name: string
  resources: string[]
  actions: string[]
  members: AdminGroupMember[]
  scope: ContactScope
}
