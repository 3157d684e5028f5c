import { createPermissions, type Proposal } from '../access/permissions.ts'
import type { UserId } from '../directory.ts'
import {
  DingTalkRefusedError,
  DingTalkUnreachableError,
  LeaseLostError,
  Refusal,
} from '../errors.ts'
import { robotActor } from '../model/audit.ts'
import type { RunContext } from '../model/change.ts'
import type { GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { sameData } from '../model/same-data.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { Parse } from '../parse/parse-command.ts'
import type { BeforeWrite, BotPorts, Wake } from '../ports.ts'
import {
  endImpossible,
  endUnreadable,
  type LoadChange,
  type LoadedChange,
  proposalOf,
} from '../request/load-change.ts'
import { createPlanAgain } from '../request/plan-again.ts'
import { createGrantEndPlanner, isNothingLeft } from '../request/plan-grant-end.ts'
import { createEndings, type RunnableDetails } from './endings.ts'
import { createLeaseGuard } from './lease-guard.ts'
import { createObserver } from './observe.ts'
import { type Attempt, settle } from './settle.ts'

const mostLooks = 4

const nothingLeft = { people: [], isWholePlan: false } as const

interface ExecuteDeps extends BotPorts {
  readonly extendGrant: RunContext['extendGrant']
  readonly loadChange: LoadChange
  readonly parse: Parse
}

/** What a run has left to do, and for whom it is in effect. */
interface Left {
  readonly rest: unknown
  readonly isWholePlan: boolean
  readonly done: readonly UserId[] | undefined
}

/** What may be done after an interruption: `rest` is to be run, or the request ends here. */
type Next = { readonly rest: unknown } | { readonly end: Transition }

/**
 * Carries out a running request: run, look at the directory, decide (settle.ts), until it is over. How it ended is what the
 * directory says, not what an answer said. Resolves with the moved request; undefined where another process has it.
 */
export function createChangeExecutor(deps: ExecuteDeps) {
  const look = createObserver(deps)
  const { requests, policy, live, writers, log, loadChange } = deps
  const holdForACall = createLeaseGuard(deps)
  const endings = createEndings(deps)
  const { planAgain, overtaken } = createPlanAgain(deps)
  const planGrantEnd = createGrantEndPlanner(deps)

  return async function executeChange(request: Request, wake: Wake): Promise<Request | undefined> {
    const { details } = request
    if (details.kind !== 'change' && details.kind !== 'grantExpiry')
      return requests.move(request, endImpossible(request))
    const loaded = loadChange(details.change)
    if (typeof loaded === 'string' || loaded.plan === undefined) {
      const problem = typeof loaded === 'string' ? loaded : 'planOutdated'
      return requests.move(request, endUnreadable(request, details, problem))
    }
    try {
      return await runToItsEnd(request, details, loaded, wake === 'abandoned')
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error
      log.warn('lease.lost', { id: request.id })
      return undefined
    }
  }

  async function runToItsEnd(
    running: Request,
    details: RunnableDetails,
    loaded: LoadedChange,
    interrupted: boolean,
  ): Promise<Request | undefined> {
    const { command, plan } = loaded
    const { people } = details.impact
    let request = running
    let refusal: unknown
    async function run(rest: unknown): Promise<Attempt> {
      try {
        return { kind: 'ran', outcome: await command.run(rest, runContext(holdForACall(request))) }
      } catch (error) {
        if (error instanceof LeaseLostError) throw error
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
    const seen = new Set<string>()

    // What the press compared is run; what was interrupted since is looked at first.
    let attempt: Attempt = interrupted ? { kind: 'silent' } : await run(plan)
    const silentFirst = attempt.kind === 'silent'
    for (let looks = 1; ; looks += 1) {
      const observation = await look(request, loaded, { attempt: attempt.kind, looks, seen })
      const left = observation.kind === 'not yet' ? whatIsLeft(observation.rest) : nothingLeft
      const tried = { attempt, silentFirst, lastLook: looks >= mostLooks, people }
      const step = settle(tried, { observation, left })
      if (step.kind === 'look again') continue
      if (step.kind !== 'run again')
        return requests.move(request, endings.ending(request, details, loaded, step, refusal))

      const { done } = observation.kind === 'not yet' ? observation : {}
      const next = await whatNow(request, details, loaded, { ...step, ...left, done })
      if ('end' in next) return requests.move(request, next.end)
      const still = await requests.move(request, {
        to: 'running',
        event: auditEvents.runAgain,
        actor: robotActor,
      })
      if (!still) return undefined
      request = still
      attempt = await run(next.rest)
    }
  }

  function runContext(beforeWrite: BeforeWrite): RunContext {
    return {
      ...writers(beforeWrite),
      async extendGrant(code, until) {
        await beforeWrite()
        return deps.extendGrant(code, until)
      },
    }
  }

  /** Before anything is run again: who could still do this, and is it still what was approved? */
  async function whatNow(
    request: Request,
    details: RunnableDetails,
    loaded: LoadedChange,
    { rest, isWholePlan, done }: Left,
  ): Promise<Next> {
    if (details.kind === 'grantExpiry') return restOfEnd(request, details, loaded)
    const { approvals } = details
    const permissions = createPermissions({ directory: live, policy })
    const proposal = proposalOf(request, details)
    const requester = await permissions.requesterOf(proposal, request.conversation)
    if (!requester || !(await isAgreed(proposal))) return { end: rightsGone() }
    const again = await planAgain(details, requester, permissions, rest)
    switch (again.kind) {
      case 'same':
        // Whom it concerns may have changed, though what happens has not.
        if (await isAgreed(again.proposal)) return { rest }
        return { end: rightsGone() }
      case 'unreadable':
        return { end: endUnreadable(request, details, again.problem) }
      case 'refused':
      case 'moved':
        // Where a part is in effect, a new request would tell half of it.
        if (!isWholePlan) return { end: endings.changedMeanwhile(request, details, loaded, done) }
        return { end: overtaken(request, details, again, robotActor).transition }
    }

    function rightsGone(): Transition {
      return endings.rightsGone(request, details, loaded, isWholePlan ? undefined : (done ?? []))
    }

    async function isAgreed(what: Proposal): Promise<boolean> {
      if (details.kind === 'change' && details.alone && requester)
        return permissions.mayAlone(requester, what)
      return (await permissions.counting(approvals, what)).length === approvals.length
    }
  }

  /** A grant's end was agreed to with its grant: it is planned by what is left of that now. */
  async function restOfEnd(
    request: Request,
    details: GrantExpiryDetails,
    loaded: LoadedChange,
  ): Promise<Next> {
    const { command, args } = loaded
    if (!args) return { end: endUnreadable(request, details, 'argumentsOutdated') }
    const rest = await planGrantEnd(request, details, { command, args })
    if (!(rest instanceof Refusal)) return { rest }
    return {
      end: isNothingLeft(rest)
        ? endings.overAlready(details)
        : endings.changedMeanwhile(request, details, loaded),
    }
  }
}
