import { refuse } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { Request } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import { expiryOf } from '../request/grant-expiry.ts'
import type { PlanContext, Records } from './command.ts'
import { createLookup, type Lookup } from './lookup.ts'

/** So many of each are listed. */
const mostListed = 1000

/** What plans see: `remembered` for questions, `live` for changes, whose before and after must be what is. */
export function createPlanContexts({
  requests,
  commands,
  clock,
  audit,
  status,
  directory,
  live,
}: Pick<BotPorts, 'requests' | 'commands' | 'clock' | 'audit' | 'status' | 'directory' | 'live'>) {
  async function byCode(code: string): Promise<Request> {
    const found = await requests.byCode(code)
    if (!found) throw refuse('code.unknown', { code })
    return found
  }
  const records: Records = {
    async waiting() {
      const states = ['awaiting', 'scheduled'] as const
      const listed = await Promise.all(states.map(one => requests.withStatus(one, mostListed)))
      const counts = await Promise.all(states.map(requests.countWith))
      return { requests: listed.flat(), count: counts.reduce((sum, one) => sum + one, 0) }
    },
    byCode,
    expiryOf: async code => expiryOf(requests, await byCode(code)),
    audit: audit.list,
  }
  const see = (actor: Actor, lookup: Lookup): PlanContext => ({
    ...lookup,
    commands,
    status,
    records,
    actor,
    now: clock.now(),
  })
  return {
    remembered: (actor: Actor) => see(actor, createLookup(directory)),
    /** `inIds` for what is stored, and names everything by its id. */
    live: (actor: Actor, how?: { inIds?: boolean }) => see(actor, createLookup(live, how)),
  }
}
