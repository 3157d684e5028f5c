import type { Member, Members, UserId } from '../../core/directory.ts'
import type { OpenApi } from '../openapi/endpoint.ts'
import { roleEndpoints } from './role-endpoints.ts'

/** simplelist's largest page (openapi.md 2.3). */
const size = 100
/** The cap: 10,000 members. */
const mostPages = 100
/** As many as may be in flight for one API, so that a wave is one round trip. */
const waveSize = 3
/** The first page says whether there are more, the second that it is no small role; from then on in parallel. */
const alone = 2

/**
 * A role's members, merged by userid; `complete` is false where the cap cut them off. Size and offset always go together, and
 * nobody says beforehand how many there are: pages are asked for in waves of 1, 1, 3, 3, 3 …, so that the page after the
 * last is asked for at most twice, never for up to 200 members, and 1,050 members take exactly 11 calls.
 */
export async function roleMembers(openapi: OpenApi, id: number): Promise<Members> {
  const members = new Map<UserId, Member>()

  async function page(number: number) {
    const body = { role_id: id, size, offset: number * size }
    return (await openapi.call(roleEndpoints.simplelist, { body })).result
  }

  for (let next = 0; next < mostPages; ) {
    const wave = Math.min(next < alone ? 1 : waveSize, mostPages - next)
    const asked = Array.from({ length: wave }, (_, index) => page(next + index))
    for (const answer of await Promise.allSettled(asked)) {
      // Pages are judged in their order: one beyond the last may answer anything.
      if (answer.status === 'rejected') throw answer.reason
      for (const { userid, name, manageScopes } of answer.value.list) {
        const departments = manageScopes.map(scope => ({ id: scope.dept_id, name: scope.name }))
        const scope = departments.length === 0 ? 'everyone' : departments
        members.set(userid, { userid, name, scope })
      }
      const isLast = !answer.value.hasMore || answer.value.list.length === 0
      if (isLast) return { list: [...members.values()], complete: true }
    }
    next += wave
  }
  return { list: [...members.values()], complete: false }
}
