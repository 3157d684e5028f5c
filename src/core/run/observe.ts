import { createPlanContexts } from '../command/plan-context.ts'
import { DingTalkRefusedError } from '../errors.ts'
import type { Observation } from '../model/change.ts'
import type { Request } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import type { LoadedChange } from '../request/load-change.ts'
import type { Attempt } from './settle.ts'

/** A write whose answer was lost, or that came before a refused one, may still be on its way: so long is waited before the directory is read. */
const settleMs = 2_000
/** So long a directory that cannot be read is asked again; then a person must look. */
const unreadableMs = 3_600_000

/** A plan, and the command that made it. */
export type Run = Pick<LoadedChange, 'command' | 'plan'>

/** How a run stands when it is looked at. */
interface Look {
  readonly attempt: Attempt['kind']
  /** How many looks there were, with this one. */
  readonly looks: number
  /** For whom it was seen in effect; each look adds to it. */
  readonly seen: Set<string>
}

/**
 * Looks at the directory for what has become of a run: after silence at once, and again when a write that was still on its way
 * must have arrived. What was seen in effect and is not so any more, somebody else has taken back.
 */
export function createObserver(deps: BotPorts) {
  const contexts = createPlanContexts(deps)
  const { clock } = deps

  return async function look(
    request: Request,
    run: Run,
    { attempt, looks, seen }: Look,
  ): Promise<Observation<unknown>> {
    if (attempt === 'silent') {
      const atOnce = await observe(request, run, seen)
      if (atOnce.kind === 'done') return atOnce
    }
    if (attempt !== 'ran' || looks > 1) await clock.sleep(settleMs)
    return observe(request, run, seen)
  }

  async function observe(
    request: Request,
    run: Run,
    seen: Look['seen'],
  ): Promise<Observation<unknown>> {
    const observation = await observed(request, run)
    if (observation.kind !== 'not yet') return observation
    const done = observation.done ?? observation.reached ?? []
    const isTakenBack = [...seen].some(userid => !done.some(one => one === userid))
    for (const userid of done) seen.add(userid)
    return isTakenBack ? { kind: 'unclear', done } : observation
  }

  async function observed(request: Request, { command, plan }: Run): Promise<Observation<unknown>> {
    try {
      const context = contexts.live({ userid: request.requester, level: undefined })
      return await command.verify(plan, context)
    } catch (error) {
      // There is nothing to look at any more: the role is gone.
      if (error instanceof DingTalkRefusedError && error.reason === 'input')
        return { kind: 'unclear' }
      const ageMs = clock.now().getTime() - request.updatedAt.getTime()
      if (ageMs > unreadableMs) return { kind: 'unclear' }
      throw error
    }
  }
}
