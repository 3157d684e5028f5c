import { z } from 'zod'
import { type AdminReader, type Level, type UserId, userId } from '../../core/directory.ts'
import { type OpenApi, oapiRead } from '../openapi/endpoint.ts'
import { wireList, wireNumber } from '../openapi/wire.ts'

const listadmin = oapiRead(
  '/topapi/user/listadmin',
  z.object({ result: z.array(z.object({ userid: userId, sys_level: wireNumber })) }),
)

const getAdminScope = oapiRead(
  '/topapi/user/get_admin_scope',
  z.object({ dept_ids: wireList(wireNumber) }),
)

const levels: ReadonlyMap<number, Level> = new Map([
  [1, 'main'],
  [2, 'sub'],
])

/**
 * Who is an administrator, and of which level: the only documented source of it (openapi.md 4.2, 5.4), and what a sub
 * administrator may manage (4.3). A level that no document names is none.
 */
export function createAdminReader(openapi: OpenApi): AdminReader {
  return {
    async levels() {
      const { result } = await openapi.call(listadmin)
      const found = new Map<UserId, Level>()
      for (const { userid, sys_level } of result) {
        const level = levels.get(sys_level)
        if (level) found.set(userid, level)
      }
      return found
    },

    async scope(userid) {
      return (await openapi.call(getAdminScope, { body: { userid } })).dept_ids
    },
  }
}
