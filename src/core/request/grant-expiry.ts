import type { ScheduledLine } from '../command/command.ts'
import { robotActor } from '../model/audit.ts'
import type { RunContext } from '../model/change.ts'
import type { ChangeDetails, NewRequest, Request } from '../model/request.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { Parse } from '../parse/parse-command.ts'
import { joinLine, quoted } from '../parse/tokenize.ts'
import type { BotPorts, IdSource, Requests } from '../ports.ts'
import { spawnedBy } from './create.ts'

/** A reminder comes an hour before the end, where the grant is longer than that. */
const reminderMs = 3_600_000

/** When a scheduled request must be looked at next: at its reminder, or at its end. */
const nextLook = (endsAt: Date, now: Date): Date => {
  const reminder = new Date(endsAt.getTime() - reminderMs)
  return reminder > now ? reminder : endsAt
}

/** The revoke that a time-bound grant leaves behind, created in the transaction of its `done`. */
export function grantExpiry(
  { parse, now, ids }: { parse: Parse; now: Date; ids: IdSource },
  grant: Request,
  { impact, view, names }: ChangeDetails,
  { command, words, afterMs }: ScheduledLine,
): NewRequest {
  const spoken = [...command.split(' '), ...words].map(quoted)
  const parsed = parse({ text: spoken, mentions: [] })
  // A command that is gone, or reads otherwise now, is no reason to forget the end: it comes, and says what is wrong.
  const { said, line } =
    parsed.kind === 'command' ? parsed : { said: {}, line: `/${joinLine(spoken)}` }
  const endsAt = new Date(now.getTime() + afterMs)
  return {
    ...spawnedBy(grant, ids),
    status: 'scheduled',
    line,
    dueAt: nextLook(endsAt, now),
    details: {
      kind: 'grantExpiry',
      change: { command, args: said },
      line,
      ends: grant.code,
      endsAt: endsAt.toISOString(),
      durationMs: afterMs,
      impact,
      view,
      names,
    },
  }
}

/** The end that a grant has left behind, where that is still to come; any other request is meant itself. People see the grant's code. */
export async function expiryOf(
  requests: Pick<Requests, 'endOf'>,
  request: Request,
): Promise<Request> {
  if (request.status === 'scheduled') return request
  const end = await requests.endOf(request)
  return end?.status === 'scheduled' ? end : request
}

/** Moves the end of a time-bound grant; false where it has ended already, or is ending right now. */
export function createExtendGrant({
  requests,
  clock,
}: Pick<BotPorts, 'requests' | 'clock'>): RunContext['extendGrant'] {
  return async (code, until) => {
    const request = await requests.byCode(code)
    if (request?.status !== 'scheduled' || request.details.kind !== 'grantExpiry') return false
    const { acknowledged: _, ...details } = request.details
    const moved = await requests.move(request, {
      to: 'scheduled',
      event: auditEvents.grantExtended,
      actor: robotActor,
      details: { ...details, endsAt: until.toISOString() },
      dueAt: nextLook(until, clock.now()),
      deliveryPending: request.deliveredAs !== undefined,
    })
    return moved !== undefined
  }
}
