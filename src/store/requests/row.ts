import { z } from 'zod'
import { userId } from '../../core/directory.ts'
import { type Details, type NewRequest, type Request, statuses } from '../../core/model/request.ts'
import { cleanText } from '../clean-text.ts'
import type { RequestRow } from '../tables.ts'

const json = z.string().transform((text): unknown => JSON.parse(text))
const moment = z.number().transform(ms => new Date(ms))
const known = z.looseObject({
  command: z.string().optional(),
  words: z.array(z.string()).optional(),
  risk: z.enum(['none', 'low', 'high', 'critical']).optional(),
  answer: z.looseObject({ title: z.string() }).optional(),
  said: z.looseObject({ key: z.string() }).optional(),
})
const details = z.custom<Details>(value => known.safeParse(value).success)

const requestRow = z.object({
  id: z.string(),
  code: z.string(),
  status: z.enum(statuses),
  version: z.number(),
  via: z.enum(['message', 'press', 'born']),
  msg_id: z.string().nullable(),
  conversation_id: z.string(),
  conversation_kind: z.enum(['group', 'single']),
  requester: userId,
  line: z.string(),
  mentions: json.pipe(z.array(userId)),
  parent: z.string().nullable(),
  details: json.pipe(details),
  owed: z.number(),
  shown_as: z.enum(['card', 'text']).nullable(),
  attempts: z.number(),
  created_at: moment,
  updated_at: moment,
  due_at: moment.nullable(),
})

/** A stored row as core knows it; throws (ZodError, SyntaxError) on one that no release of ours wrote. */
export function toRequest(row: RequestRow): Request {
  const read = requestRow.parse(row)
  const { id, code, status, version, via, requester, line, mentions } = read
  return {
    ...{ id, code, status, version, via, requester, line, mentions },
    deliveryAttempts: read.attempts,
    msgId: read.msg_id ?? undefined,
    conversation: { id: read.conversation_id, kind: read.conversation_kind },
    parent: read.parent ?? undefined,
    details: read.details,
    deliveryPending: read.owed !== 0,
    deliveredAs: read.shown_as ?? undefined,
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
    details: JSON.stringify(request.details ?? {}),
    owed: request.deliveryPending ? 1 : 0,
    attempts: 0,
    created_at: +now,
    updated_at: +now,
    due_at: dueAt ? +dueAt : null,
  }
}
