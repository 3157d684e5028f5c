import { z } from 'zod'
import { userId } from '../../core/directory.ts'
import { wireFlag, wireList, wireNumber } from '../openapi/wire.ts'
import { oapiRead } from './oapi-read.ts'

const department = z.object({ dept_id: wireNumber, name: z.string() })
const chain = wireList(wireNumber)

/** Departments and who is in them (openapi.md 4.7 to 4.9); none is metered. */
export const departmentEndpoints = {
  get: oapiRead('/topapi/v2/department/get', z.object({ result: department })),
  listsub: oapiRead('/topapi/v2/department/listsub', z.object({ result: wireList(department) })),
  listparentbydept: oapiRead(
    '/topapi/v2/department/listparentbydept',
    z.object({ result: z.object({ parent_id_list: chain }) }),
  ),
  listparentbyuser: oapiRead(
    '/topapi/v2/department/listparentbyuser',
    z.object({
      result: z.object({ parent_list: wireList(z.object({ parent_dept_id_list: chain })) }),
    }),
  ),
  listsimple: oapiRead(
    '/topapi/user/listsimple',
    z.object({
      result: z.object({
        has_more: wireFlag,
        next_cursor: wireNumber.nullish(),
        list: wireList(z.object({ userid: userId, name: z.string() })),
      }),
    }),
  ),
} as const
