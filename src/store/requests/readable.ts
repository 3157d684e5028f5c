import { ZodError, z } from 'zod'
import { userId } from '../../core/directory.ts'
import { UnreadableRequestError } from '../../core/errors.ts'
import type { StoredChange } from '../../core/model/change.ts'
import type { Details, Request } from '../../core/model/request.ts'
import { statuses } from '../../core/model/status.ts'
import { origins } from '../../core/model/stored-names.ts'
import type { Log } from '../../core/ports.ts'
import type { RequestRow } from '../tables.ts'
import { storedDetails } from './details.ts'

/** What plans look like, by the name of their command. */
export type PlanSchemas = ReadonlyMap<string, z.ZodType>

export type Readable = ReturnType<typeof createReadable>

/**
 * Reads rows, and sets aside each that this version cannot read: reported once, counted, and left out of lists and sweeps from
 * then on, so that it stops nothing else. Kept in memory: the next version, or the next start, tries again.
 */
export function createReadable({ planSchemas, log }: { planSchemas: PlanSchemas; log: Log }) {
  const unreadable = new Set<string>()

  function read(row: RequestRow): Request | undefined {
    try {
      const request = toRequest(row, planSchemas)
      unreadable.delete(row.id)
      return request
    } catch (error) {
      const { id, code, status } = row
      if (!unreadable.has(id))
        log.error('store.unreadable', { id, code, status, why: reasonOf(error) })
      unreadable.add(id)
      return undefined
    }
  }

  return {
    /** Throws UnreadableRequestError. */
    one(row: RequestRow): Request {
      const request = read(row)
      if (!request) throw new UnreadableRequestError(row.code)
      return request
    },
    /** Without those that cannot be read. */
    many: (rows: readonly RequestRow[]): readonly Request[] => rows.flatMap(row => read(row) ?? []),
    /** Details as they are stored, and as they will be read from there; throws (ZodError) on what could not be read any more. */
    written(details: Details): { readonly text: string; readonly read: Details } {
      const text = detailsText(details)
      return { text, read: readDetails(text, planSchemas) }
    },
    /** The ids that were set aside since the start. */
    setAside: (): readonly string[] => [...unreadable],
  }
}

/** Where it does not fit, without what stands there: that may be what somebody typed. */
const reasonOf = (error: unknown): string =>
  error instanceof ZodError
    ? error.issues.map(({ path, code }) => `${path.join('.') || 'row'}: ${code}`).join(', ')
    : 'not JSON'

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
  unproven: z.number(),
  unrecorded: z.number(),
  created_at: moment,
  updated_at: moment,
  due_at: moment.nullable(),
})

/** A stored row as core knows it; throws (ZodError, SyntaxError) on one that no release of ours wrote. */
function toRequest(row: RequestRow, planSchemas: PlanSchemas): Request {
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
    unproven: read.unproven !== 0,
    unrecorded: read.unrecorded !== 0,
    createdAt: read.created_at,
    updatedAt: read.updated_at,
    dueAt: read.due_at ?? undefined,
  }
}

/** Reads the column; throws (SyntaxError, ZodError) on what no release of ours wrote. A change says itself whether it can still act. */
function readDetails(text: string, planSchemas: PlanSchemas): Details {
  const details = storedDetails.parse(JSON.parse(text))
  return 'change' in details
    ? { ...details, change: checked(details.change, planSchemas) }
    : details
}

function checked({ problem: _, ...change }: StoredChange, planSchemas: PlanSchemas): StoredChange {
  const schema = planSchemas.get(change.command)
  if (!schema) return { ...change, problem: 'commandGone' }
  if (change.plan === undefined) return change
  const plan = schema.safeParse(change.plan)
  return plan.success ? { ...change, plan: plan.data } : { ...change, problem: 'planOutdated' }
}

/** The column's text. */
export function detailsText(details: Details): string {
  if (!('change' in details)) return JSON.stringify(details)
  // What the commands of this version make of it is found out anew at each reading.
  const { problem: _, ...change } = details.change
  return JSON.stringify({ ...details, change })
}
