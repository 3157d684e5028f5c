import { z } from 'zod'

/** A DingTalk userid of our own corp. A string, always: it may look like a number longer than 2^53 (openapi.md 8). */
export const userId = z.string().trim().min(1).max(64).brand<'UserId'>()
export type UserId = z.output<typeof userId>

/** listadmin's sys_level 1 and 2 (openapi.md 4.2). */
export type Level = 'main' | 'sub'

export interface Role {
  readonly id: number
  readonly name: string
  readonly groupId: number
  readonly group: string
  /** Lies in the group 默认 / Default, which no API may change (openapi.md 2.0). */
  readonly isDefault: boolean
}

export interface RoleGroup {
  readonly id: number
  readonly name: string
  readonly isDefault: boolean
  readonly roles: readonly Role[]
}

export interface Department {
  readonly id: number
  readonly name: string
}

/** `'everyone'` is simplelist's missing manageScopes (openapi.md 2.3): no scope means all, not none. */
export type Scope = 'everyone' | readonly Department[]

export interface Member {
  readonly userid: UserId
  readonly name: string
  readonly scope: Scope
}

export interface Members {
  /** Everybody: nothing is concluded from a part. */
  readonly list: readonly Member[]
}

export interface Person {
  readonly userid: UserId
  readonly name: string
  readonly title?: string | undefined
  readonly departments: readonly number[]
  readonly roles: readonly { readonly id: number; readonly name: string; readonly group: string }[]
}

export interface RoleReader {
  /** Every group with its roles, merged over pages. */
  groups(): Promise<readonly RoleGroup[]>
  /** One role by id; undefined where DingTalk has none. */
  get(id: number): Promise<Role | undefined>
  /** Throws a Refusal where there are more than can be read. */
  members(id: number): Promise<Members>
}

export interface UserReader {
  /** One person by userid; undefined where DingTalk has none. */
  get(userid: UserId): Promise<Person | undefined>
  /** People whose name is `name` exactly (NFKC), found by walking the departments: search would be metered. */
  named(name: string): Promise<readonly { readonly userid: UserId; readonly name: string }[]>
}

export interface DepartmentReader {
  get(id: number): Promise<Department | undefined>
  named(name: string): Promise<readonly Department[]>
  /** The chain from the department up to the root 1, itself first. */
  parents(id: number): Promise<readonly number[]>
  /** One such chain for each department that the person is in. */
  parentsOfUser(userid: UserId): Promise<readonly (readonly number[])[]>
}

export interface AdminReader {
  /** Every administrator with the level; people who are none are not in it. */
  levels(): Promise<ReadonlyMap<UserId, Level>>
  /** The departments a sub administrator may manage, children implied. */
  scope(userid: UserId): Promise<readonly number[]>
}

/** What an admin group of the RBAC model is given (seed 003). */
export interface AdminGroupDraft {
  readonly name: string
  readonly resources: readonly string[]
  readonly actions: readonly string[]
  readonly members: readonly UserId[]
  readonly departments: readonly number[]
  readonly users: readonly UserId[]
  readonly includeMemberDepts: boolean
  readonly includeManagedDepts: boolean
}

export interface AdminGroup extends AdminGroupDraft {
  readonly id: string
}

export interface RbacReader {
  /** False without DINGTALK_RBAC_AGENT_ID; every other call then refuses. */
  readonly enabled: boolean
  list(): Promise<readonly AdminGroup[]>
  get(id: string): Promise<AdminGroup | undefined>
}

/** What `plan` and `verify` get: readers. */
export interface Directory {
  readonly roles: RoleReader
  readonly users: UserReader
  readonly departments: DepartmentReader
  readonly admins: AdminReader
  readonly rbac: RbacReader
}

/** How a batch went, per person: nobody is told "done" for somebody else's success. */
export interface BatchResult {
  readonly done: readonly UserId[]
  readonly failed: readonly { readonly userid: UserId; readonly code: string }[]
}

export interface RoleWriter {
  /** role/update_role (seed 002). */
  rename(id: number, name: string): Promise<void>
  /** role/scope/update (seed 000); throws on an empty list, because to DingTalk that means everybody. At most 50. */
  setScope(id: number, userid: UserId, departments: readonly number[]): Promise<void>
  /** The same call with dept_ids left out: the one way to "everybody". */
  setScopeToEveryone(id: number, userid: UserId): Promise<void>
  /** role/addrolesforemps and removerolesforemps, 20 people a call. */
  add(id: number, userids: readonly UserId[]): Promise<BatchResult>
  remove(id: number, userids: readonly UserId[]): Promise<BatchResult>
  /** role/add_role, role/add_role_group: the new id. */
  create(name: string, groupId: number): Promise<number>
  createGroup(name: string): Promise<number>
  /** role/deleterole; DingTalk refuses while it has members. */
  delete(id: number): Promise<void>
}

export interface RbacWriter {
  /** authorization/rbac/role/create (seed 003): the new admin group's id. */
  create(draft: AdminGroupDraft, operator: UserId): Promise<string>
}

/** What `run` gets: writers. A plan that writes does not compile. */
export interface Writers {
  readonly roles: RoleWriter
  readonly rbac: RbacWriter
}
