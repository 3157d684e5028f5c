import type { Transaction } from 'kysely'
import type { Details, Request, Transition } from '../../core/model/request.ts'
import { append, type Entry } from '../audit/chain.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../tables.ts'
import { creationEntry, insert } from './insert.ts'
import { leaseFor, released } from './lease.ts'
import { endSilences } from './silences.ts'

/** One step of a request, with its record and what it spawns, in one transaction; undefined where somebody was faster. */
export const move =
  (deps: Deps) =>
  (request: Request, transition: Transition): Promise<Request | undefined> =>
    deps.write(trx => moveIn(trx, deps, request, transition, deps.clock.now()))

/** Moves inside somebody's transaction: as that of somebody who has a right, unless `standing` says otherwise. */
export async function moveIn(
  trx: Transaction<Tables>,
  deps: Deps,
  request: Request,
  transition: Transition,
  now: Date,
  standing?: typeof refused,
): Promise<Request | undefined> {
  const { id, code, status: from } = request
  const { to, actor, event = to, deliveryPending = false, dueAt, spawned = [] } = transition
  const version = request.version + 1
  const details = transition.details ?? request.details
  const record = { ...subjectOf(details), ...transition.record }
  const staleDelivery = leavesDeliveryBehind(request)
  const { text, read } = deps.readable.written(details)
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
      unproven: 0,
      unrecorded: 0,
      ...(standing ?? leaseFor(deps, to, deliveryPending, now)),
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
  // They have a right after all: what was kept unheard until now is recorded, and no silence lasts.
  if (request.unproven && !standing)
    await endSilences(trx, now, { userid: cleanText(request.requester) })
  const step: Entry = { event, actor, requestId: id, code, from, to, record }
  const others = spawned.map(child => creationEntry(child, actor))
  await append(
    trx,
    now,
    request.unrecorded
      ? [creationEntry({ ...request, status: 'received' }, request.requester), step, ...others]
      : [step, ...others],
  )
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
    unproven: standing !== undefined,
    unrecorded: false,
    updatedAt: now,
    dueAt,
  }
}

/** How the line of somebody without a right stands from then on: the others go before it, and whoever has room shows it. */
export const refused = { unproven: 1, ...released } as const

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
