import type { BotSurroundings } from '../bot.ts'
import type { RunContext } from '../model/change.ts'
import { nextLook } from './grant-expiry.ts'

/** Moves the end of a time-bound grant; false where it has ended already, or is ending right now. */
export function createProlonger({
  requests,
  clock,
}: Pick<BotSurroundings, 'requests' | 'clock'>): RunContext['extendGrant'] {
  return async (code, until) => {
    const request = await requests.byCode(code)
    if (request?.status !== 'scheduled') return false
    const moved = await requests.move(request, {
      to: 'scheduled',
      event: 'prolonged',
      actor: 'rolekeeper',
      details: { endsAt: until.toISOString(), letGo: false },
      dueAt: nextLook(until, clock.now()),
      deliveryPending: request.deliveredAs !== undefined,
    })
    return moved !== undefined
  }
}
