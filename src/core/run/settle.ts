import type { UserId } from '../directory.ts'
import type { Observation, Outcome } from '../model/change.ts'

/** What came of running a plan, as far as DingTalk has said. */
export type Attempt =
  | { readonly kind: 'ran'; readonly outcome: Outcome }
  /** `code` is DingTalk's; empty where something else was thrown before anything was sent. */
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer came, or the process died: it may have happened or not. */
  | { readonly kind: 'silent' }

export interface Tried {
  /** The latest attempt. */
  readonly attempt: Attempt
  /** The first attempt was silent: what is in effect may be its doing, and a later refusal may only mean "already there". */
  readonly silentFirst: boolean
  /** Nothing more is read after this: what DingTalk has said yes to may take a moment to be seen, but not for ever. */
  readonly lastLook: boolean
  /** Everybody whom the plan concerns. */
  readonly people: readonly UserId[]
}

export interface Seen<Plan = unknown> {
  readonly observation: Observation<Plan>
  /** Of what is not in effect yet: whom it concerns, and whether that is the whole plan. */
  readonly left: { readonly people: readonly UserId[]; readonly isWholePlan: boolean }
}

/** What to do next about a running change. */
export type NextStep<Plan = unknown> =
  /** In effect, for all but those whom `outcome` names as failed. */
  | { readonly kind: 'done'; readonly outcome: Outcome }
  /** DingTalk refused, and nothing is in effect. */
  | { readonly kind: 'refused' }
  /** DingTalk refused each person, and nothing is in effect. */
  | { readonly kind: 'refused for all'; readonly outcome: Outcome }
  /** A part is in effect, and which part cannot be told for sure. */
  | { readonly kind: 'partly'; readonly outcome: Outcome }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'look again' }
  | { readonly kind: 'run again'; readonly rest: Plan }

/**
 * Decides what follows from what was tried and what the directory shows: the directory is believed before an answer. After
 * silence only what is not in effect is run again (docs/decisions/0014). Pure: no call, no clock.
 */
export function settle<Plan>(tried: Tried, seen: Seen<Plan>): NextStep<Plan> {
  const { observation } = seen
  switch (observation.kind) {
    case 'done':
      return settleDone(tried, observation.outcome)
    case 'unclear':
      return settleUnclear(tried, observation.done)
    case 'not yet':
      return settleNotYet(tried, observation.rest, observation.done, seen.left)
  }
}

function settleDone({ attempt, silentFirst }: Tried, outcome: Outcome): NextStep<never> {
  // It was so before, by somebody else's doing: DingTalk said that it did nothing.
  if (attempt.kind === 'refused' && !silentFirst) return { kind: 'refused' }
  return {
    kind: 'done',
    outcome: attempt.kind === 'ran' ? { ...attempt.outcome, ...outcome } : outcome,
  }
}

function settleUnclear({ attempt, lastLook }: Tried, done?: readonly UserId[]): NextStep<never> {
  switch (attempt.kind) {
    case 'refused':
      return done ? { kind: 'partly', outcome: { done } } : { kind: 'refused' }
    case 'ran':
      return { kind: lastLook ? 'unclear' : 'look again' }
    case 'silent':
      return done ? { kind: 'partly', outcome: { done } } : { kind: 'unclear' }
  }
}

function settleNotYet<Plan>(
  { attempt, lastLook, people }: Tried,
  rest: Plan,
  inEffect: readonly UserId[] | undefined,
  left: Seen['left'],
): NextStep<Plan> {
  if (attempt.kind === 'silent') return lastLook ? { kind: 'unclear' } : { kind: 'run again', rest }
  const failed = refusedPeople(attempt, left.people)
  if (failed.length === 0 && attempt.kind === 'ran')
    return { kind: lastLook ? 'unclear' : 'look again' }

  const done = inEffect ?? []
  // Whom DingTalk said yes to has it, though that may take a moment to be seen.
  const unseen =
    attempt.kind === 'ran'
      ? (attempt.outcome.done ?? []).filter(userid => !done.includes(userid))
      : []
  if (unseen.length > 0 && !lastLook) return { kind: 'look again' }
  // Whom an earlier run reached has it, too: an undo and a planned end must know of them.
  if (failed.length > 0 && done.length + unseen.length > 0)
    return { kind: 'done', outcome: { done: [...done, ...unseen], failed } }
  if (!left.isWholePlan)
    return {
      kind: 'partly',
      outcome: failed.length > 0 ? { failed } : { done: inEffect ?? people },
    }
  return attempt.kind === 'ran'
    ? { kind: 'refused for all', outcome: attempt.outcome }
    : { kind: 'refused' }
}

/** Who did not get it, by what DingTalk said to the last run. */
function refusedPeople(
  attempt: Exclude<Attempt, { kind: 'silent' }>,
  left: readonly UserId[],
): NonNullable<Outcome['failed']> {
  if (attempt.kind === 'ran') return attempt.outcome.failed ?? []
  return left.map(userid => ({ userid, code: attempt.code }))
}
