import { createApprovers } from '../access/approvers.ts'
import { createPermissions } from '../access/permissions.ts'
import type { BotDeps } from '../bot.ts'
import { createPlanContexts } from '../command/plan-context.ts'
import type { UserId } from '../directory.ts'
import { DingTalkRefusedError, DingTalkUnreachableError, Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import type { Observation, Outcome } from '../model/change.ts'
import type { Request, Transition } from '../model/request.ts'
import { sameData } from '../model/same-data.ts'
import { describeError } from './describe-error.ts'
import { scheduledEnd } from './grant-expiry.ts'
import type { LoadedChange } from './load-change.ts'

/** A write whose answer was lost, or that came before a refused one, may still be on its way: so long is waited before the directory is read. */
const settleMs = 2_000
const mostReads = 4
/** So long a directory that cannot be read is asked again; then a person must look. */
const patienceMs = 3_600_000

/** A planned end that DingTalk refuses for a passing reason is tried again so much later, for a day. */
const againMs = 5 * 60_000
const patienceOfEndsMs = 24 * patienceMs

type Tried =
  | { readonly kind: 'ran'; readonly outcome: Outcome }
  | { readonly kind: 'said no'; readonly error: unknown }
  /** No answer came, or this process died: it may have happened or not. */
  | { readonly kind: 'silent' }

/**
 * Carries out a running request. How it ended is what the directory says, not what an answer said; after silence only what
 * is not in effect is run again, and only under rights that still hold.
 */
export function createExecutor(deps: BotDeps, revive: (request: Request) => LoadedChange) {
  const { requests, policy, live, hands, clock, log } = deps
  const looks = createPlanContexts(deps)
  const approvers = createApprovers({ directory: live, policy })
  const rights = createPermissions({ directory: live, policy })

  return async function execute(asked: Request, interrupted: boolean) {
    let request = asked
    const revived = revive(request)
    const { command, plan } = revived
    const run = async (rest: unknown): Promise<Tried> => {
      try {
        return { kind: 'ran', outcome: await command.run(rest, hands) }
      } catch (error) {
        log.warn('run.failed', { id: request.id, error })
        return error instanceof DingTalkUnreachableError
          ? { kind: 'silent' }
          : { kind: 'said no', error }
      } finally {
        deps.invalidateDirectory()
      }
    }
    const end = (transition: Omit<Transition, 'actor' | 'deliveryPending'>) =>
      requests.move(request, { actor: 'rolekeeper', deliveryPending: true, ...transition })
    const failed = (error: unknown) => {
      const later = laterEnd(request, error)
      if (later) return requests.move(request, later)
      const { said } = describeError(error, request)
      return end({ to: 'failed', details: { said }, record: { reason: said.key } })
    }
    const { code } = request
    /** Some of it may be in effect: a grant for a time still ends for everybody whom it may have reached. */
    const perhaps = () => bornOf(request, revived, { done: command.impact(plan).people })
    const unclear = () =>
      end({ to: 'unclear', details: { said: localized('unclear.look', { code }) }, ...perhaps() })
    const partly = (outcome: Outcome) =>
      end({
        to: 'unclear',
        details: { outcome, said: localized('unclear.partly', { code }) },
        record: { ...outcome },
        ...perhaps(),
      })

    // Whoever slept over the lease must not run what another process has taken up.
    if (!interrupted && (await requests.get(request.id))?.version !== request.version)
      return undefined
    let tried: Tried = interrupted ? { kind: 'silent' } : await run(plan)
    // After silence a no may only mean that it is there already.
    const heard = tried.kind !== 'silent'
    for (let reads = 1; reads <= mostReads; reads += 1) {
      if (tried.kind !== 'ran' || reads > 1) await clock.sleep(settleMs)
      const settled = await read(request, revived)
      if (settled.kind === 'done' && heard && tried.kind === 'said no') return failed(tried.error)
      if (settled.kind === 'done')
        return end(done(request, revived, merged(tried, settled.outcome)))
      if (settled.kind === 'unclear') {
        if (tried.kind === 'said no')
          return settled.done ? partly({ done: settled.done }) : failed(tried.error)
        // What DingTalk has just said yes to may take a moment to be seen.
        if (tried.kind === 'ran') continue
        return unclear()
      }
      const { rest, done: some = [] } = settled
      const refused = tried.kind === 'silent' ? [] : refusedFor(tried, command.impact(rest).people)
      const reached = tried.kind === 'ran' ? (tried.outcome.done ?? []) : []
      // Whom DingTalk said yes to has it, though that may take a moment to be seen.
      const unseen = reached.filter(userid => !some.includes(userid))
      if (refused.length > 0 && unseen.length > 0 && reads < mostReads) continue
      // Whom an earlier run reached has it, too: an undo and a planned end must know of them.
      if (refused.length > 0 && some.length + unseen.length > 0)
        return end(done(request, revived, { done: [...some, ...unseen], failed: refused }))
      if (refused.length > 0 && !sameData(rest, plan)) return partly({ failed: refused })
      if (tried.kind === 'said no' && !sameData(rest, plan))
        return partly({ done: settled.done ?? command.impact(plan).people })
      if (tried.kind === 'said no') return failed(tried.error)
      if (tried.kind === 'ran') {
        if (refused.length === 0) continue
        const said = localized('failed.forAll', { code })
        return end({ to: 'failed', details: { outcome: tried.outcome, said } })
      }
      if (!(await stillAgreed(request, revived))) {
        const said = localized('failed.rightsGone', { code })
        return end({ to: 'failed', details: { said }, record: { reason: said.key }, ...perhaps() })
      }
      // Whoever lost the lease meanwhile must not run what another process is running.
      const still = await requests.move(request, {
        to: 'running',
        event: 'run again',
        actor: 'rolekeeper',
      })
      if (!still) return undefined
      request = still
      tried = await run(rest)
    }
    return unclear()
  }

  async function read(
    request: Request,
    { command, plan }: LoadedChange,
  ): Promise<Observation<unknown>> {
    try {
      const me = await rights.who(request.requester)
      return await command.verify(plan, looks.live(me))
    } catch (error) {
      const age = clock.now().getTime() - request.updatedAt.getTime()
      if (age > patienceMs) return { kind: 'unclear' }
      throw error
    }
  }

  function done(request: Request, revived: LoadedChange, outcome: Outcome) {
    const born = bornOf(request, revived, outcome)
    return { to: 'done', details: { outcome }, record: { ...outcome }, ...born } as const
  }

  /** A planned end is not given up while DingTalk is busy or a permission is missing: nobody else would take the role back. */
  function laterEnd({ id, details }: Request, error: unknown): Transition | undefined {
    if (details.ends === undefined || details.endsAt === undefined) return undefined
    if (
      error instanceof Refusal ||
      (error instanceof DingTalkRefusedError && error.reason === 'input')
    )
      return undefined
    const now = clock.now().getTime()
    if (now - Date.parse(details.endsAt) > patienceOfEndsMs) return undefined
    log.warn('end.postponed', { id, error })
    const dueAt = new Date(now + againMs)
    return { to: 'scheduled', event: 'postponed', actor: 'rolekeeper', dueAt }
  }

  /** The end that a grant for a time leaves behind. */
  function bornOf(request: Request, { command, plan }: LoadedChange, outcome: Outcome) {
    const born = command.schedules?.(plan, outcome)
    return born && { spawned: [scheduledEnd(deps, request, born, clock.now())] }
  }

  /** Whether requester and approvers could still do this now; a scheduled end was agreed to with its grant. */
  async function stillAgreed(request: Request, { proposal }: LoadedChange): Promise<boolean> {
    const { agreed = [], alone, ends } = request.details
    if (ends !== undefined) return true
    try {
      const requester = await rights.ask(request.requester, proposal, request.conversation)
      await rights.change(requester, proposal, proposal.touch)
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
    const verdicts = await Promise.all(
      agreed.map(async ({ userid }) => approvers.verdict(await rights.who(userid), proposal)),
    )
    if (alone) return approvers.mayAlone(await rights.who(request.requester), proposal)
    return verdicts.every(verdict => verdict === 'yes')
  }
}

/** Who did not get it, by what DingTalk said to the last run; `left` are those for whom it is not in effect. */
function refusedFor(
  tried: Exclude<Tried, { kind: 'silent' }>,
  left: readonly UserId[],
): NonNullable<Outcome['failed']> {
  if (tried.kind === 'ran') return tried.outcome.failed ?? []
  const code = tried.error instanceof DingTalkRefusedError ? tried.error.code : ''
  return left.map(userid => ({ userid, code }))
}

const merged = (tried: Tried, settled: Outcome): Outcome =>
  tried.kind === 'ran' ? { ...tried.outcome, ...settled } : settled
