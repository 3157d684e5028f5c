import { z } from 'zod'
import { plannedImpact } from '../../core/command/plan-schemas.ts'
import { userId } from '../../core/directory.ts'
import type { Key, LocalizedMessage } from '../../core/i18n.ts'
import type { Details } from '../../core/model/request.ts'

/** A key that another version wrote is told as it stands. */
const key = z.custom<Key>(value => typeof value === 'string')
const message: z.ZodType<LocalizedMessage> = z.object({
  key,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const answer = z.object({
  title: z.string(),
  head: z.string().exactOptional(),
  rows: z.array(z.string()).exactOptional(),
  foot: z.string().exactOptional(),
  page: z.number().exactOptional(),
})
const change = z.object({
  command: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.literal(true)])),
  inIds: z.literal(true).exactOptional(),
  plan: z.unknown().exactOptional(),
})
const view = z.object({
  title: z.string(),
  before: z.string(),
  after: z.string(),
  concerned: z.string(),
  notes: z.array(z.string()).exactOptional(),
  warning: z.string().exactOptional(),
})
const outcome = z.object({
  id: z.string().exactOptional(),
  done: z.array(userId).exactOptional(),
  failed: z.array(z.object({ userid: userId, code: z.string() })).exactOptional(),
})
const names = z.record(z.string(), z.string())

/** What stands in the column `details`, by its kind. */
export const storedDetails: z.ZodType<Details> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('line'),
    unreadable: z.string().exactOptional(),
    outsiders: z.number().exactOptional(),
    message: message.exactOptional(),
  }),
  z.object({
    kind: z.literal('question'),
    command: z.string(),
    line: z.string(),
    answer: answer.exactOptional(),
  }),
  z.object({
    kind: z.literal('decision'),
    command: z.string(),
    line: z.string(),
    message: message.exactOptional(),
  }),
  z.object({
    kind: z.literal('change'),
    change,
    line: z.string(),
    risk: z.enum(['low', 'high', 'critical']),
    impact: plannedImpact,
    view,
    names,
    approvers: z.array(userId),
    approvals: z.array(z.object({ userid: userId, at: z.string() })),
    alone: z.boolean().exactOptional(),
    closed: z
      .object({ by: userId, at: z.string(), reason: z.string().exactOptional() })
      .exactOptional(),
    outcome: outcome.exactOptional(),
    message: message.exactOptional(),
    supersededBy: z.string().exactOptional(),
    undoes: z.string().exactOptional(),
  }),
  z.object({
    kind: z.literal('grantExpiry'),
    change,
    line: z.string(),
    ends: z.string(),
    endsAt: z.string(),
    durationMs: z.number(),
    impact: plannedImpact,
    view,
    names,
    acknowledged: z.boolean().exactOptional(),
    outcome: outcome.exactOptional(),
    message: message.exactOptional(),
  }),
  z.object({ kind: z.literal('auditCheckpoint'), answer: answer.exactOptional() }),
])
