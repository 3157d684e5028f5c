import { z } from 'zod'
import type { RequestRow } from '../tables.ts'
import { carriedPlan } from './0002-old-plans.ts'

export type OldRow = Pick<
  RequestRow,
  'id' | 'code' | 'status' | 'via' | 'msg_id' | 'line' | 'requester' | 'details'
>

/** What the column holds from now on. Frozen as it was when this migration was written: later ones go on from here. */
export interface CarriedOver {
  readonly details: Readonly<Record<string, unknown>>
  readonly staleDelivery: boolean
  /** Why a request that was still open ends as unclear: the key of what its card says. */
  readonly lost?: 'unclear.notCarriedOver'
}

const thing = z.object({ id: z.number(), name: z.string() })
const impact = z.object({
  aspect: z.enum(['name', 'people', 'role', 'grant']),
  role: thing.optional(),
  people: z.array(z.string()),
  departments: z.array(z.number()),
  everyone: z.boolean().optional(),
})
const view = z.looseObject({
  title: z.string(),
  before: z.string(),
  after: z.string(),
  concerned: z.string(),
})
const old = z.looseObject({
  command: z.string().optional(),
  line: z.string().optional(),
  unreadable: z.string().optional(),
  outsiders: z.number().optional(),
  risk: z.enum(['none', 'low', 'high', 'critical']).optional(),
  answer: z.looseObject({ title: z.string() }).optional(),
  said: z.object({ key: z.string(), params: z.record(z.string(), z.unknown()) }).optional(),
  plan: z.unknown().optional(),
  view: view.optional(),
  touch: impact.optional(),
  names: z.record(z.string(), z.string()).optional(),
  approvers: z.array(z.string()).optional(),
  agreed: z.array(z.object({ userid: z.string(), at: z.string() })).optional(),
  alone: z.boolean().optional(),
  ended: z.object({ by: z.string(), at: z.string(), reason: z.string().optional() }).optional(),
  outcome: z.looseObject({ done: z.array(z.string()).optional() }).optional(),
  supersededBy: z.string().optional(),
  undoes: z.string().optional(),
  ends: z.string().optional(),
  endsAt: z.string().optional(),
  forMs: z.number().optional(),
  overtook: z.boolean().optional(),
  letGo: z.boolean().optional(),
})
type Old = z.output<typeof old>

const decisions: readonly string[] = ['approve', 'reject', 'cancel', 'letgo']
const open: readonly string[] = ['awaiting', 'running', 'scheduled']

/** One row's details in their new form; undefined where they cannot even be read. `grants` are the rows of `role add`, by code. */
export function carryOver(
  row: OldRow,
  grants: ReadonlyMap<string, OldRow>,
): CarriedOver | undefined {
  const before = read(row)
  if (before === undefined) return undefined
  const details = carriedDetails(row, before, grants)
  const lost = details === undefined || isUnplannable(row, details)
  const message = lost ? { key: 'unclear.notCarriedOver', params: { code: row.code } } : before.said
  return {
    details: withoutUndefined({ ...(details ?? { kind: 'line' }), message }),
    staleDelivery: before.overtook ?? false,
    ...(lost && { lost: 'unclear.notCarriedOver' }),
  }
}

/** What still waits will be planned, and needs its arguments. */
const isUnplannable = ({ status }: OldRow, { change }: Carried) =>
  (status === 'awaiting' || status === 'scheduled') && change !== undefined && !change.args

function read({ details }: Pick<OldRow, 'details'>): Old | undefined {
  try {
    return old.parse(JSON.parse(details))
  } catch {
    return undefined
  }
}

type Carried = Readonly<Record<string, unknown>> & {
  readonly change?: { readonly command: string; readonly args: unknown; readonly plan: unknown }
}

/** Undefined for what waits, and does not say what for. */
function carriedDetails(
  row: OldRow,
  before: Old,
  grants: ReadonlyMap<string, OldRow>,
): Carried | undefined {
  const { command, line = row.line, answer, unreadable, outsiders } = before
  if (row.msg_id?.startsWith('audit-head ')) return { kind: 'auditCheckpoint', answer }
  const carried = before.ends === undefined ? change(row, before) : grantExpiry(row, before, grants)
  if (carried || open.includes(row.status)) return carried
  if (row.status !== 'answered' || command === undefined)
    return { kind: 'line', unreadable, outsiders }
  return decisions.includes(command)
    ? { kind: 'decision', command, line }
    : { kind: 'question', command, line, answer }
}

function change(row: OldRow, before: Old): Carried | undefined {
  const { command, plan, touch, view, risk, line = row.line } = before
  if (!command || !touch || !view || !risk || risk === 'none') return undefined
  const carried = carriedPlan(command, plan)
  return {
    kind: 'change',
    change: { command, args: carried?.args, plan: carried?.plan ?? plan },
    line,
    risk,
    impact: touch,
    view,
    names: before.names ?? {},
    approvers: before.approvers ?? [],
    approvals: before.agreed ?? [],
    alone: before.alone,
    closed: before.ended,
    outcome: before.outcome,
    supersededBy: before.supersededBy,
    undoes: before.undoes,
  }
}

function grantExpiry(
  row: OldRow,
  before: Old,
  grants: ReadonlyMap<string, OldRow>,
): Carried | undefined {
  const { command, plan, touch, view, ends, endsAt, forMs, line = row.line } = before
  if (!command || !touch || !view || !ends || !endsAt || forMs === undefined) return undefined
  const args =
    command === 'role remove' && touch.role
      ? { role: String(touch.role.id), user: reached(touch.people, grants.get(ends)) }
      : undefined
  return {
    kind: 'grantExpiry',
    change: { command, args, plan: carriedPlan(command, plan)?.plan ?? plan },
    line,
    ends,
    endsAt,
    durationMs: forMs,
    impact: touch,
    view,
    names: before.names ?? {},
    acknowledged: before.letGo,
    outcome: before.outcome,
  }
}

/** Whom the grant has reached: of one that did not go well for everybody, those for whom it did. */
const reached = (people: readonly string[], grant: OldRow | undefined): readonly string[] =>
  (grant?.status === 'done' ? read(grant)?.outcome?.done : undefined) ?? people

const withoutUndefined = ({ change, ...details }: Carried) => ({
  ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)),
  ...(change && { change: { ...change, args: change.args ?? {} } }),
})
