import { z } from 'zod'
import { plannedImpact } from '../../core/command/plan-schemas.ts'
import { userId } from '../../core/directory.ts'
import type { Key, LocalizedMessage } from '../../core/i18n.ts'
import type { StoredChange } from '../../core/model/change.ts'
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
const stored: z.ZodType<Details> = z.discriminatedUnion('kind', [
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

/** What plans look like, by the name of their command. */
export type PlanSchemas = ReadonlyMap<string, z.ZodType>

/** Reads the column; throws (SyntaxError, ZodError) on what no release of ours wrote. A change says itself whether it can still act. */
export function readDetails(text: string, planSchemas: PlanSchemas): Details {
  const details = stored.parse(JSON.parse(text))
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
