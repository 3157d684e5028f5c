import type { Request, Transition } from '../../core/model/request.ts'
import { append } from '../audit/append.ts'
import type { Deps } from '../deps.ts'
import { birth, insert } from './insert.ts'
import { leaseFor } from './lease.ts'
import { toRequest } from './row.ts'

export function move(
  deps: Deps,
  request: Request,
  transition: Transition,
): Promise<Request | undefined> {
  const { id, code, status: from, version } = request
  const {
    to,
    actor,
    event = to,
    record = {},
    deliveryPending = false,
    dueAt,
    spawned = [],
  } = transition
  return deps.write(async trx => {
    const now = deps.clock.now()
    const row = await trx
      .updateTable('requests')
      .set({
        status: to,
        version: version + 1,
        details: JSON.stringify({ ...request.details, ...transition.details }),
        owed: deliveryPending ? 1 : 0,
        attempts: 0,
        not_before: null,
        updated_at: +now,
        due_at: dueAt ? +dueAt : null,
        ...leaseFor(deps, to, deliveryPending, now),
      })
      .where('id', '=', id)
      .where('status', '=', from)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirst()
    if (!row) return undefined
    for (const child of spawned) {
      if (!(await insert(trx, deps, child, now))) {
        throw new Error(`Request ${child.id} was born of a msgId that was seen before`)
      }
    }
    await append(trx, now, [
      { event, actor, requestId: id, code, from, to, record },
      ...spawned.map(child => birth(child, actor)),
    ])
    return toRequest(row)
  })
}
