/** sys_level of topapi/user/listadmin: 1 main, 2 sub; `scope` is the range in department ids. */
export interface AdminRight {
  level: 1 | 2
  scope: number[]
}

export interface Person {
  userid: string
  name: string
  title: string
  corpId: string
  /** False for people of another organisation: DingTalk then sends no senderStaffId. */
  staff: boolean
  departments: number[]
  leads: number[]
  boss: boolean
  admin: AdminRight | undefined
}

export interface Department {
  id: number
  name: string
  /** Undefined for the root, 1. */
  parentId: number | undefined
}

/** The roles of the group 默认 have no member list of their own: they follow from other settings. */
export type DerivedRole = 'owner' | 'leader' | 'main' | 'sub'

export interface Role {
  id: number
  name: string
  groupId: number
  derived: DerivedRole | undefined
  /** userid → manage scope in department ids; undefined is everybody. */
  members: Map<string, number[] | undefined>
}

export interface RoleGroup {
  id: number
  name: string
}

export interface CompanyState {
  corpId: string
  departments: Map<number, Department>
  persons: Map<string, Person>
  groups: Map<number, RoleGroup>
  roles: Map<number, Role>
  adminGroups: Map<string, AdminGroup>
}

/** OpenMemberVo of the RBAC calls. */
interface AdminGroupMember {
  belong_corpid: string
  member_id: string
  member_type: string
  operate_userid: string
}

interface ContactScope {
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

/**
 * Something changed. `eventType` and `data` are the event that DingTalk pushes for it; a change that DingTalk
 * documents no event for (a manage scope) has none.
 */
export interface Change {
  eventType?: string
  data?: Record<string, unknown>
}

export type Changed = (change: Change) => void
