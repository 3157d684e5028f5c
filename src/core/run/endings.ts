import type { UserId } from '../directory.ts'
import { DingTalkRefusedError, Refusal } from '../errors.ts'
import { localized } from '../i18n.ts'
import { robotActor } from '../model/audit.ts'
import type { Outcome } from '../model/change.ts'
import type { ChangeDetails, GrantExpiryDetails, Request, Transition } from '../model/request.ts'
import { auditEvents } from '../model/stored-names.ts'
import type { Parse } from '../parse/parse-command.ts'
import type { BotPorts } from '../ports.ts'
import { describeError } from '../request/describe-error.ts'
import { grantExpiry } from '../request/grant-expiry.ts'
import type { Run } from './observe.ts'
import type { NextStep } from './settle.ts'

/** The end of a grant that DingTalk refuses for a passing reason is tried again so much later, for a day. */
const expiryRetryMs = 5 * 60_000
const expiryPatienceMs = 24 * 3_600_000

export type RunnableDetails = ChangeDetails | GrantExpiryDetails

type Ending = Exclude<NextStep, { kind: 'look again' | 'run again' }>

/** How a run ends, as the step that its request takes, with what it leaves behind and what is said of it. */
export function createEndings(deps: BotPorts & { readonly parse: Parse }) {
  const { clock, log } = deps

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

  /** Ends what may not be run any further; `done` are those for whom it is in effect all the same. */
  const stopped = (
    to: 'failed' | 'unclear',
    why: 'failed.rightsGone' | 'unclear.changed',
    request: Request,
    details: RunnableDetails,
    run: Run,
    done: readonly UserId[] | undefined,
  ): Transition => {
    const outcome = done && { outcome: { done } }
    const message = localized(why, { code: request.code })
    return {
      ...ends(to, { ...details, message, ...outcome }),
      record: { reason: message.key, ...outcome?.outcome },
      ...perhaps(request, details, run),
    }
  }

  return {
    ending,

    /** Who asked or approved may not any more; where a part of it is in effect (`done`), somebody must look. */
    rightsGone: (
      request: Request,
      details: RunnableDetails,
      run: Run,
      done?: readonly UserId[],
    ): Transition =>
      stopped(done ? 'unclear' : 'failed', 'failed.rightsGone', request, details, run, done),

    /** Reality is neither what it was nor what it should be: a person must look. */
    changedMeanwhile: (
      request: Request,
      details: RunnableDetails,
      run: Run,
      done?: readonly UserId[],
    ): Transition => stopped('unclear', 'unclear.changed', request, details, run, done),

    /** Nothing is left of a grant that was to end. */
    overAlready: (details: GrantExpiryDetails): Transition =>
      ends('done', { ...details, message: localized('ended.already') }),
  }
}

const ends = (to: 'done' | 'failed' | 'unclear', details: RunnableDetails): Transition => ({
  to,
  actor: robotActor,
  details,
  deliveryPending: true,
})
