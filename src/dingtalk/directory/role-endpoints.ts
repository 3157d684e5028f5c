import { z } from 'zod'
import { userId } from '../../core/directory.ts'
import type { Endpoint } from '../openapi/endpoint.ts'
import { nothing, wireFlag, wireList, wireNumber } from '../openapi/wire.ts'
import { oapiRead } from './oapi-read.ts'

const list = oapiRead(
  '/topapi/role/list',
  z.object({
    result: z.object({
      hasMore: wireFlag,
      list: wireList(
        z.object({
          groupId: wireNumber,
          name: z.string(),
          roles: wireList(z.object({ id: wireNumber, name: z.string() })),
        }),
      ),
    }),
  }),
)

const getrole = oapiRead(
  '/topapi/role/getrole',
  z.object({ role: z.object({ groupId: wireNumber, name: z.string() }) }),
)

const getrolegroup = oapiRead(
  '/topapi/role/getrolegroup',
  z.object({
    role_group: z.object({
      group_name: z.string(),
      roles: wireList(z.object({ role_id: wireNumber, role_name: z.string() })),
    }),
  }),
)

const simplelist = oapiRead(
  '/topapi/role/simplelist',
  z.object({
    result: z.object({
      hasMore: wireFlag,
      list: wireList(
        z.object({
          userid: userId,
          name: z.string(),
          manageScopes: wireList(z.object({ dept_id: wireNumber, name: z.string() })),
        }),
      ),
    }),
  }),
)

/** A second role of the same name answers 34021; yet what was "busy" may have been done, so it is not repeated. */
const addRole = {
  family: 'oapi',
  method: 'POST',
  path: '/role/add_role',
  metered: false,
  repeat: 'write',
  answer: z.object({ roleId: wireNumber }),
} as const satisfies Endpoint

const addRoleGroup = {
  family: 'oapi',
  method: 'POST',
  path: '/role/add_role_group',
  metered: false,
  repeat: 'write',
  answer: z.object({ groupId: wireNumber }),
} as const satisfies Endpoint

function write<const P extends `/${string}`>(path: P) {
  return {
    family: 'oapi',
    method: 'POST',
    path,
    metered: false,
    repeat: 'idempotent-write',
    answer: nothing,
  } as const satisfies Endpoint
}

/** All eleven role calls (openapi.md 2): none is metered, all are POST, and three paths have no topapi. */
export const roleEndpoints = {
  list,
  getrole,
  getrolegroup,
  simplelist,
  addRole,
  addRoleGroup,
  updateRole: write('/role/update_role'),
  deleterole: write('/topapi/role/deleterole'),
  addrolesforemps: write('/topapi/role/addrolesforemps'),
  removerolesforemps: write('/topapi/role/removerolesforemps'),
  scopeUpdate: write('/topapi/role/scope/update'),
} as const
