import type { Details, Request, Transition } from '../../core/model/request.ts'
import { append } from '../audit/chain.ts'
import type { Deps } from '../deps.ts'
import { creationEntry, insert } from './insert.ts'
import { leaseFor } from './lease.ts'

/** One step of a request, with its record and what it spawns, in one transaction; undefined where somebody was faster. */
export const move =
  (deps: Deps) =>
  async (request: Request, transition: Transition): Promise<Request | undefined> => {
    const { id, code, status: from } = request
    const { to, actor, event = to, deliveryPending = false, dueAt, spawned = [] } = transition
    const version = request.version + 1
    const details = transition.details ?? request.details
    const record = { ...subjectOf(details), ...transition.record }
    const staleDelivery = leavesDeliveryBehind(request)
    const { text, read } = deps.readable.written(details)
    return deps.write(async trx => {
      const now = deps.clock.now()
      const row = await trx
        .updateTable('requests')
        .set({
          status: to,
          version,
          details: text,
          owed: deliveryPending ? 1 : 0,
          attempts: 0,
          stale_delivery: staleDelivery ? 1 : 0,
          not_before: null,
          updated_at: +now,
          due_at: dueAt ? +dueAt : null,
          ...leaseFor(deps, to, deliveryPending, now),
        })
        .where('id', '=', id)
        .where('status', '=', from)
        .where('version', '=', request.version)
        // What delivered() and purge() may have changed meanwhile, for they leave the version.
        .returning(['shown_as', 'line', 'mentions'])
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
      return {
        ...request,
        status: to,
        version,
        line: row.line,
        mentions: row.mentions === '[]' ? [] : request.mentions,
        details: read,
        deliveryPending,
        deliveredAs: row.shown_as ?? undefined,
        deliveryAttempts: 0,
        staleDelivery,
        updatedAt: now,
        dueAt,
      }
    })
  }

/** What is being worked on is not shown itself: it hands on what it left behind. */
const leavesDeliveryBehind = ({ deliveryPending, status, staleDelivery }: Request): boolean =>
  deliveryPending || (status === 'running' && staleDelivery)

/** What every record of a change says it is about: a record is read, and found by its role, alone. */
function subjectOf(details: Details): Readonly<Record<string, unknown>> {
  switch (details.kind) {
    case 'change':
    case 'grantExpiry':
      return {
        command: details.change.command,
        line: details.line,
        role: details.impact.role,
      }
    case 'line':
    case 'question':
    case 'decision':
    case 'auditCheckpoint':
      return {}
  }
}
