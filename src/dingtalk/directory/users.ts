import { z } from 'zod'
import { type Department, type UserId, type UserReader, userId } from '../../core/directory.ts'
import { refuse } from '../../core/errors.ts'
import { sameName } from '../../core/model/names.ts'
import { type OpenApi, oapiRead } from '../openapi/endpoint.ts'
import { orAbsent } from '../openapi/response.ts'
import { wireFlag, wireList, wireNumber } from '../openapi/wire.ts'

/** openapi.md 4.1; role_list is absent for a person without roles. */
const userGet = oapiRead(
  '/topapi/v2/user/get',
  z.object({
    result: z.object({
      userid: userId,
      name: z.string(),
      title: z.string().nullish(),
      dept_id_list: wireList(wireNumber),
      role_list: wireList(
        z.object({ id: wireNumber, name: z.string(), group_name: z.string().nullish() }),
      ),
    }),
  }),
)

/** Who is in a department (openapi.md 4.9). */
const listsimple = oapiRead(
  '/topapi/user/listsimple',
  z.object({
    result: z.object({
      has_more: wireFlag,
      next_cursor: wireNumber.nullish(),
      list: wireList(z.object({ userid: userId, name: z.string() })),
    }),
  }),
)

/** 33012, 40003: invalid userid, 400002: bad parameter, of which there is one; 60111, 60121: not found; 46004: not in the organisation. */
export const noSuchUser = ['33012', '40003', '400002', '60111', '60121', '46004']
const peoplePerPage = 100
const maxPages = 100

export type Named = { readonly userid: UserId; readonly name: string }
export type LiveUsers = UserReader & {
  /** Everybody, found department by department; a Refusal beyond 500 departments or 10,000 in one. */
  all(): Promise<readonly Named[]>
}

/** People as DingTalk has them now (openapi.md 4.1, 4.9). The search by name is metered, hence the walk. */
export function createUserReader(
  openapi: OpenApi,
  departments: { all(): Promise<readonly Department[]> },
): LiveUsers {
  async function peopleOf({ id }: Department): Promise<readonly Named[]> {
    const people: Named[] = []
    let cursor = 0
    for (let page = 0; page < maxPages; page++) {
      const body = { dept_id: id, cursor, size: peoplePerPage }
      const { result } = await openapi.call(listsimple, { body })
      people.push(...result.list)
      if (!result.has_more || result.list.length === 0) return people
      cursor = result.next_cursor ?? cursor + peoplePerPage
    }
    throw refuse('directory.tooLarge', { limit: maxPages * peoplePerPage })
  }

  async function all(): Promise<readonly Named[]> {
    const people = (await Promise.all((await departments.all()).map(peopleOf))).flat()
    return [...new Map(people.map(person => [person.userid, person])).values()]
  }

  return {
    all,
    named: async name => (await all()).filter(person => sameName(person.name, name)),

    async get(userid) {
      const found = await orAbsent(openapi.call(userGet, { body: { userid } }), noSuchUser)
      if (!found) return undefined
      const { name, title, dept_id_list, role_list } = found.result
      return {
        userid: found.result.userid,
        name,
        title: title ?? undefined,
        departments: dept_id_list,
        roles: role_list.map(role => ({
          id: role.id,
          name: role.name,
          group: role.group_name ?? '',
        })),
      }
    },
  }
}
