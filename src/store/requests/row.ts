import { z } from 'zod'
import { userId } from '../../core/directory.ts'
import type { NewRequest, Request } from '../../core/model/request.ts'
import { statuses } from '../../core/model/status.ts'
import { origins } from '../../core/model/stored-names.ts'
import { cleanText } from '../clean-text.ts'
import type { RequestRow } from '../tables.ts'
import { detailsText, type PlanSchemas, readDetails } from './details.ts'

const moment = z.number().transform(ms => new Date(ms))
const people = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(userId))

const requestRow = z.object({
  id: z.string(),
  code: z.string(),
  status: z.enum(statuses),
  version: z.number(),
  via: z.enum(Object.values(origins)),
  msg_id: z.string().nullable(),
  conversation_id: z.string(),
  conversation_kind: z.enum(['group', 'single']),
  requester: userId,
  line: z.string(),
  mentions: people,
  parent: z.string().nullable(),
  details: z.string(),
  owed: z.number(),
  shown_as: z.enum(['card', 'text']).nullable(),
  attempts: z.number(),
  stale_delivery: z.number(),
  created_at: moment,
  updated_at: moment,
  due_at: moment.nullable(),
})

/** A stored row as core knows it; throws (ZodError, SyntaxError) on one that no release of ours wrote. */
export function toRequest(row: RequestRow, planSchemas: PlanSchemas): Request {
  const read = requestRow.parse(row)
  const { id, code, status, version, via, requester, line, mentions } = read
  return {
    ...{ id, code, status, version, via, requester, line, mentions },
    msgId: read.msg_id ?? undefined,
    conversation: { id: read.conversation_id, kind: read.conversation_kind },
    parent: read.parent ?? undefined,
    details: readDetails(read.details, planSchemas),
    deliveryPending: read.owed !== 0,
    deliveredAs: read.shown_as ?? undefined,
    deliveryAttempts: read.attempts,
    staleDelivery: read.stale_delivery !== 0,
    createdAt: read.created_at,
    updatedAt: read.updated_at,
    dueAt: read.due_at ?? undefined,
  }
}

/** A new request as a row, without a lease. */
export function toRow(request: NewRequest, now: Date) {
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
