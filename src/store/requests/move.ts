import { type Request, subjectOf, type Transition } from '../../core/model/request.ts'
import { append } from '../audit/append.ts'
import type { Deps } from '../deps.ts'
import { detailsText } from './details.ts'
import { creationEntry, insert } from './insert.ts'
import { leaseFor } from './lease.ts'

/** One step of a request, with its record and what it spawns, in one transaction; undefined where somebody was faster. */
export function move(
  deps: Deps,
  request: Request,
  transition: Transition,
): Promise<Request | undefined> {
  const { id, code, status: from, version } = request
  const { to, actor, event = to, deliveryPending = false, dueAt, spawned = [] } = transition
  const details = transition.details ?? request.details
  const record = { ...subjectOf(details), ...transition.record }
  return deps.write(async trx => {
    const now = deps.clock.now()
    const row = await trx
      .updateTable('requests')
      .set({
        status: to,
        version: version + 1,
        details: detailsText(details),
        owed: deliveryPending ? 1 : 0,
        attempts: 0,
        stale_delivery: leavesDeliveryBehind(request) ? 1 : 0,
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
        throw new Error(`Request ${child.id} was spawned with a msgId that was seen before`)
      }
    }
    await append(trx, now, [
      { event, actor, requestId: id, code, from, to, record },
      ...spawned.map(child => creationEntry(child, actor)),
    ])
    return deps.readable.one(row)
  })
}

/** What is being worked on is not shown itself: it hands on what it left behind. */
const leavesDeliveryBehind = ({ deliveryPending, status, staleDelivery }: Request): boolean =>
  deliveryPending || (status === 'running' && staleDelivery)
