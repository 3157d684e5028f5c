import type { Transaction } from 'kysely'
import { CodeTakenError } from '../../core/errors.ts'
import type { NewRequest, Request } from '../../core/model/request.ts'
import type { Entry } from '../audit/chain.ts'
import { cleanText } from '../clean-text.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../tables.ts'
import { leaseFor } from './lease.ts'
import { detailsText } from './readable.ts'

/** Inserts inside somebody's transaction; undefined where the msgId was seen before. Throws CodeTakenError. */
export async function insert(
  trx: Transaction<Tables>,
  deps: Deps,
  request: NewRequest,
  now: Date,
  standing = { unproven: 0, unrecorded: 0 },
): Promise<Request | undefined> {
  const row = { ...toRow(request, now), ...standing }
  const lease = leaseFor(deps, request.status, request.deliveryPending ?? false, now)
  const inserted = await trx
    .insertInto('requests')
    .values({ ...row, ...lease })
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) return deps.readable.one(inserted)
  const there = await trx
    .selectFrom('requests')
    .select(['msg_id', 'code'])
    .where(eb =>
      eb.or([eb('id', '=', row.id), eb('msg_id', '=', row.msg_id), eb('code', '=', row.code)]),
    )
    .execute()
  if (row.msg_id !== null && there.some(({ msg_id }) => msg_id === row.msg_id)) return undefined
  if (there.some(({ code }) => code === row.code)) throw new CodeTakenError(row.code)
  throw new Error(`Request ${row.id} exists already`)
}

/** A new request as a row, without a lease. */
function toRow(request: NewRequest, now: Date) {
  const { status, via, msgId, conversation, parent, dueAt } = request
  return {
    id: cleanText(request.id),
    code: request.code.toUpperCase(),
    msg_id: msgId === undefined ? null : cleanText(msgId),
    status,
    version: 1,
    via,
    conversation_id: cleanText(conversation.id),
    conversation_kind: conversation.kind,
    requester: cleanText(request.requester),
    line: cleanText(request.line),
    mentions: JSON.stringify(request.mentions.map(cleanText)),
    parent: parent === undefined ? null : cleanText(parent),
    details: detailsText(request.details),
    owed: request.deliveryPending ? 1 : 0,
    attempts: 0,
    stale_delivery: 0,
    created_at: +now,
    updated_at: +now,
    due_at: dueAt ? +dueAt : null,
  }
}

/** The record of a request that comes into being. */
export function creationEntry(
  request: Pick<NewRequest, 'id' | 'code' | 'via' | 'status' | 'conversation'> & {
    readonly parent?: string | undefined
  },
  actor: Entry['actor'],
): Entry {
  const { id, code, via, status, conversation, parent } = request
  return {
    event: status,
    actor,
    requestId: id,
    code: code.toUpperCase(),
    to: status,
    record: { via, conversation: conversation.id, parent },
  }
}
