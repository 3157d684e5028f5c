import type { Change } from '../command/command.ts'
import type { NewRequest, Request } from '../model/request.ts'
import { joinLine, quoted } from '../parse/tokenize.ts'
import type { Requests } from '../ports.ts'
import { type IdSource, newRequestFor } from './create.ts'

/** A reminder comes an hour before the end, where the grant is longer than that. */
const reminderMs = 3_600_000
const mostEnds = 1000

/** When a scheduled request must be looked at next: at its reminder, or at its end. */
export const nextLook = (endsAt: Date, now: Date): Date => {
  const reminder = new Date(endsAt.getTime() - reminderMs)
  return reminder > now ? reminder : endsAt
}

/** The revoke that a time-bound grant leaves behind, born in the transaction of its `done`. */
export function scheduledEnd(
  dice: IdSource,
  grant: Request,
  { command, words, afterMs }: NonNullable<ReturnType<NonNullable<Change['schedules']>>>,
  now: Date,
): NewRequest {
  const endsAt = new Date(now.getTime() + afterMs)
  const line = `/${command} ${joinLine(words.map(quoted))}`
  const { names, view } = grant.details
  const details = {
    command,
    line,
    forMs: afterMs,
    ends: grant.code,
    endsAt: endsAt.toISOString(),
    ...(grant.details.touch && { touch: grant.details.touch }),
    ...(names && { names }),
    ...(view && { view }),
  }
  return {
    ...newRequestFor(dice, grant, { line, details }),
    status: 'scheduled',
    dueAt: nextLook(endsAt, now),
  }
}

/** The end that a grant has left behind, where that is still to come; any other request is meant itself. People see the grant's code. */
export async function endOf(
  requests: Pick<Requests, 'withStatus'>,
  request: Request,
): Promise<Request> {
  if (request.status === 'scheduled') return request
  const ends = await requests.withStatus('scheduled', mostEnds)
  return ends.find(({ details }) => details.ends === request.code) ?? request
}
