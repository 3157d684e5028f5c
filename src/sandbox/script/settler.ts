import { setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from '../sandbox.ts'
import { ScriptError } from './script-error.ts'

const lookMs = 5
/** A call that DingTalk never answers is given up and settled in about one minute. */
const usualLimitMs = 120_000

/**
 * Resolves at rest: no call is unanswered, no push unacknowledged, and the robot has nothing in hand; throws a ScriptError
 * where that takes longer than the limit.
 */
export function createSettler(
  sandbox: Pick<Sandbox, 'listen' | 'underWay'>,
  busy: () => Promise<boolean>,
  limitMs = usualLimitMs,
) {
  let happened = 0
  sandbox.listen(() => {
    happened += 1
  })

  /** What begins while the robot is asked makes its answer an old one. */
  async function atRest(): Promise<boolean> {
    const before = happened
    if (sandbox.underWay().length > 0 || (await busy())) return false
    return happened === before && sandbox.underWay().length === 0
  }

  return async function settled(): Promise<void> {
    const since = performance.now()
    while (!(await atRest())) {
      if (performance.now() - since > limitMs) throw new ScriptError('unsettled')
      await wait(lookMs)
    }
  }
}
