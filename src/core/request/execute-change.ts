import { createPermissions } from '../access/permissions.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import { DingTalkRefusedError, DingTalkUnreachableError, Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import type { Observation, Outcome, RunContext } from '../model/change.ts'
import type { ChangeDetails, GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { sameData } from '../model/same-data.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { Parse } from '../parse/parse-command.ts'
import type { BotPorts, Wake } from '../ports.ts'
import { describeError } from './describe-error.ts'
import { grantExpiry } from './grant-expiry.ts'
import {
  endImpossible,
  endUnreadable,
  type LoadChange,
  type LoadedChange,
  proposalOf,
} from './load-change.ts'
import { type Attempt, type NextStep, settle } from './settle.ts'

/** A write whose answer was lost, or that came before a refused one, may still be on its way: so long is waited before the directory is read. */
const settleMs = 2_000
const mostLooks = 4
/** So long a directory that cannot be read is asked again; then a person must look. */
const unreadableMs = 3_600_000

/** The end of a grant that DingTalk refuses for a passing reason is tried again so much later, for a day. */
const expiryRetryMs = 5 * 60_000
const expiryPatienceMs = 24 * 3_600_000

type RunnableDetails = ChangeDetails | GrantExpiryDetails

const nothingLeft = { people: [], isWholePlan: false } as const

interface ExecuteDeps extends BotPorts {
  readonly runContext: RunContext
  readonly loadChange: LoadChange
  readonly parse: Parse
}

/**
 * Carries out a running request: run, look at the directory, decide (settle.ts), until it is over. How it ended is what the
 * directory says, not what an answer said. Resolves with the moved request; undefined where another process moved it.
 */
export function createChangeExecutor(deps: ExecuteDeps) {
  const contexts = createPlanContexts(deps)
  const { requests, policy, live, runContext, clock, log, loadChange } = deps

  return async function executeChange(request: Request, wake: Wake): Promise<Request | undefined> {
    const { details } = request
    if (details.kind !== 'change' && details.kind !== 'grantExpiry')
      return requests.move(request, endImpossible(request))
    const loaded = loadChange(details.change)
    if (typeof loaded === 'string' || loaded.plan === undefined) {
      const problem = typeof loaded === 'string' ? loaded : 'planOutdated'
      return requests.move(request, endUnreadable(request, details, problem))
    }
    // Whoever slept over the lease must not run what another process has taken up.
    const interrupted = wake === 'abandoned'
    if (!interrupted && (await requests.get(request.id))?.version !== request.version)
      return undefined
    return runToItsEnd(request, details, loaded, interrupted)
  }

  async function runToItsEnd(
    running: Request,
    details: RunnableDetails,
    { command, plan }: LoadedChange,
    interrupted: boolean,
  ): Promise<Request | undefined> {
    const { people } = details.impact
    let request = running
    let refusal: unknown
    async function run(rest: unknown): Promise<Attempt> {
      try {
        return { kind: 'ran', outcome: await command.run(rest, runContext) }
      } catch (error) {
        log.warn('run.failed', { id: request.id, error })
        if (error instanceof DingTalkUnreachableError) return { kind: 'silent' }
        refusal = error
        return { kind: 'refused', code: error instanceof DingTalkRefusedError ? error.code : '' }
      } finally {
        deps.invalidateDirectory()
      }
    }

    const whatIsLeft = (rest: unknown) => ({
      people: command.impact(rest).people,
      isWholePlan: sameData(rest, plan),
    })

    let attempt: Attempt = interrupted ? { kind: 'silent' } : await run(plan)
    const silentFirst = attempt.kind === 'silent'
    for (let looks = 1; ; looks += 1) {
      if (attempt.kind !== 'ran' || looks > 1) await clock.sleep(settleMs)
      const observation = await observe(request, { command, plan })
      const left = observation.kind === 'not yet' ? whatIsLeft(observation.rest) : nothingLeft
      const tried = { attempt, silentFirst, lastLook: looks >= mostLooks, people }
      const step = settle(tried, { observation, left })
      if (step.kind === 'look again') continue
      if (step.kind !== 'run again')
        return requests.move(request, ending(request, details, { command, plan }, step, refusal))

      if (!(await stillApproved(request, details)))
        return requests.move(request, rightsGone(request, details, { command, plan }))
      // Whoever lost the lease meanwhile must not run what another process is running.
      const still = await requests.move(request, {
        to: 'running',
        event: auditEvents.runAgain,
        actor: robotActor,
      })
      if (!still) return undefined
      request = still
      attempt = await run(step.rest)
    }
  }

  async function observe(
    request: Request,
    { command, plan }: Pick<LoadedChange, 'command' | 'plan'>,
  ): Promise<Observation<unknown>> {
    try {
      const context = contexts.live({ userid: request.requester, level: undefined })
      return await command.verify(plan, context)
    } catch (error) {
      const ageMs = clock.now().getTime() - request.updatedAt.getTime()
      if (ageMs > unreadableMs) return { kind: 'unclear' }
      throw error
    }
  }

  type Run = Pick<LoadedChange, 'command' | 'plan'>
  type Ending = Exclude<NextStep, { kind: 'look again' | 'run again' }>

  /** The transition that a step which ends the run stands for. */
  function ending(
    request: Request,
    details: RunnableDetails,
    run: Run,
    step: Ending,
    refusal: unknown,
  ): Transition {
    const { code } = request
    switch (step.kind) {
      case 'done':
        return {
          ...ends('done', { ...details, outcome: step.outcome }),
          record: { ...step.outcome },
          ...expiriesOf(request, details, run, step.outcome),
        }
      case 'refused': {
        const later = postponed(request, details, refusal)
        if (later) return later
        const { message } = describeError(refusal, request)
        return {
          ...ends('failed', { ...details, message }),
          record: { reason: message.key },
        }
      }
      case 'refused for all': {
        const message = localized('failed.forAll', { code })
        return ends('failed', { ...details, outcome: step.outcome, message })
      }
      case 'partly': {
        const message = localized('unclear.partly', { code })
        return {
          ...ends('unclear', { ...details, outcome: step.outcome, message }),
          record: { ...step.outcome },
          ...perhaps(request, details, run),
        }
      }
      case 'unclear': {
        const message = localized('unclear.look', { code })
        return {
          ...ends('unclear', { ...details, message }),
          ...perhaps(request, details, run),
        }
      }
    }
  }

  function rightsGone(request: Request, details: RunnableDetails, run: Run): Transition {
    const message = localized('failed.rightsGone', { code: request.code })
    return {
      ...ends('failed', { ...details, message }),
      record: { reason: message.key },
      ...perhaps(request, details, run),
    }
  }

  /** A grant's end is not given up while DingTalk is busy or a permission is missing: nobody else would take the role back. */
  function postponed(
    { id }: Request,
    details: RunnableDetails,
    error: unknown,
  ): Transition | undefined {
    if (details.kind !== 'grantExpiry') return undefined
    if (error instanceof Refusal) return undefined
    if (error instanceof DingTalkRefusedError && error.reason === 'input') return undefined
    const now = clock.now().getTime()
    if (now - Date.parse(details.endsAt) > expiryPatienceMs) return undefined
    log.warn('end.postponed', { id, error })
    const dueAt = new Date(now + expiryRetryMs)
    return { to: 'scheduled', event: auditEvents.postponed, actor: robotActor, dueAt }
  }

  /** The end that a grant for a time leaves behind. */
  function expiriesOf(
    request: Request,
    details: RunnableDetails,
    { command, plan }: Run,
    outcome: Outcome,
  ): Pick<Transition, 'spawned'> {
    const scheduled = command.schedules?.(plan, outcome)
    if (!scheduled || details.kind !== 'change') return {}
    const { parse } = deps
    return {
      spawned: [grantExpiry({ parse, now: clock.now(), ids: deps }, request, details, scheduled)],
    }
  }

  /** Some of it may be in effect: a grant for a time still ends for everybody whom it may have reached. */
  function perhaps(request: Request, details: RunnableDetails, run: Run) {
    return expiriesOf(request, details, run, { done: details.impact.people })
  }

  /** Whether requester and approvers could still do this now; a grant's end was agreed to with its grant. */
  async function stillApproved(request: Request, details: RunnableDetails): Promise<boolean> {
    if (details.kind === 'grantExpiry') return true
    const proposal = proposalOf(request, details)
    const permissions = createPermissions({ directory: live, policy })
    const requester = await permissions.requesterOf(proposal, request.conversation)
    if (!requester) return false
    if (details.alone) return permissions.mayAlone(requester, proposal)
    const counting = await permissions.counting(details.approvals, proposal)
    return counting.length === details.approvals.length
  }
}

const ends = (to: 'done' | 'failed' | 'unclear', details: RunnableDetails): Transition => ({
  to,
  actor: robotActor,
  details,
  deliveryPending: true,
})
