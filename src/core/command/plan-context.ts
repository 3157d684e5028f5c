import type { BotDeps } from '../bot.ts'
import { refuse } from '../errors.ts'
import type { Request } from '../model/request.ts'
import { endOf } from '../request/grant-expiry.ts'
import type { Actor, PlanContext, Records } from './command.ts'
import { createLookup } from './lookup.ts'

/** Eyes for plans: `remembered` for questions, `live` for changes, whose before and after must be what is. */
export function createPlanContexts(deps: BotDeps) {
  const { requests, commands, clock, audit } = deps
  async function byCode(code: string): Promise<Request> {
    const found = await requests.byCode(code)
    if (!found) throw refuse('code.unknown', { code })
    return found
  }
  const records: Records = {
    async waiting() {
      const [awaiting, scheduled] = await Promise.all([
        requests.withStatus('awaiting', 200),
        requests.withStatus('scheduled', 200),
      ])
      return [...awaiting, ...scheduled]
    },
    byCode,
    endOf: async code => endOf(requests, await byCode(code)),
    audit: audit.list,
  }
  const common = { commands, status: deps.status, records }
  const remembered = createLookup(deps.directory)
  const live = createLookup(deps.live)
  return {
    remembered: (actor: Actor): PlanContext => ({
      ...remembered,
      ...common,
      actor,
      now: clock.now(),
    }),
    live: (actor: Actor): PlanContext => ({ ...live, ...common, actor, now: clock.now() }),
  }
}
