import { refuse } from '../errors.ts'
import type { Actor } from '../model/actor.ts'
import type { Request } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import { expiryOf } from '../request/grant-expiry.ts'
import type { PlanContext, Records } from './command.ts'
import { createLookup } from './lookup.ts'

const mostListed = 200

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
      const [awaiting, scheduled] = await Promise.all([
        requests.withStatus('awaiting', mostListed),
        requests.withStatus('scheduled', mostListed),
      ])
      return [...awaiting, ...scheduled]
    },
    byCode,
    expiryOf: async code => expiryOf(requests, await byCode(code)),
    audit: audit.list,
  }
  const common = { commands, status, records }
  const seen = { remembered: createLookup(directory), live: createLookup(live) }
  return {
    remembered: (actor: Actor): PlanContext => ({
      ...seen.remembered,
      ...common,
      actor,
      now: clock.now(),
    }),
    live: (actor: Actor): PlanContext => ({ ...seen.live, ...common, actor, now: clock.now() }),
  }
}
