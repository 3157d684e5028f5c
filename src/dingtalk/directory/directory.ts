import type { Directory, Writers } from '../../core/directory.ts'
import type { BeforeWrite } from '../../core/ports.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { createAdminReader } from './admins.ts'
import { createDepartmentReader, type LiveDepartments } from './departments.ts'
import { createRbacReader, createRbacWriter, rbacOff } from './rbac.ts'
import { createRoleWriter } from './role-writer.ts'
import { createRoleReader } from './roles.ts'
import { createUserReader, type LiveUsers } from './users.ts'

export type LiveDirectory = Directory & {
  readonly users: LiveUsers
  readonly departments: LiveDepartments
}

/** DingTalk's directory: readers that ask anew each time, and writers. Without `rbacAgentId` the RBAC calls refuse. */
export function createDirectory({
  openapi,
  corpId,
  rbacAgentId,
}: {
  openapi: OpenApi
  corpId: string
  rbacAgentId: string | undefined
}): { live: LiveDirectory; writers(beforeWrite: BeforeWrite): Writers } {
  const hasRbac = rbacAgentId !== undefined
  const departments = createDepartmentReader(openapi)
  return {
    live: {
      roles: createRoleReader(openapi),
      users: createUserReader(openapi, departments),
      departments,
      admins: createAdminReader(openapi),
      rbac: hasRbac ? createRbacReader(openapi, rbacAgentId) : rbacOff,
    },
    writers(beforeWrite) {
      const writing = {
        call: (api, input) => openapi.call(api, { ...input, before: beforeWrite }),
      } satisfies OpenApi
      return {
        roles: createRoleWriter(writing),
        rbac: hasRbac ? createRbacWriter(writing, rbacAgentId, corpId) : rbacOff,
      }
    },
  }
}
