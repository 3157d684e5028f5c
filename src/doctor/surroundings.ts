import { type Check, doubtful, failed, ok } from './check.ts'

/** What needs no token: this machine and its files, and DingTalk's clock. */
export interface Surroundings {
  /** Opens the database, reads something and closes it; throws where that cannot be done. */
  openDatabase(): Promise<unknown>
  /** Everything that is wrong with the policy file; empty where it is good or none is configured. Throws where it cannot be read. */
  policyProblems(): Promise<readonly string[]>
  /** DingTalk's time, to the second. */
  serverTime(): Promise<Date>
  now(): Date
}

/** Beyond a minute webhooks seem to expire, and time-bound grants end, at the wrong moment. */
const tolerableMs = 60_000

const said = (error: unknown) => (error instanceof Error ? error.message : String(error))

export async function examineDatabase({ openDatabase }: Surroundings): Promise<Check> {
  try {
    await openDatabase()
    return { id: 'database', ...ok() }
  } catch (error) {
    return { id: 'database', ...failed('closed', { reason: said(error) }) }
  }
}

export async function examinePolicy({ policyProblems }: Surroundings): Promise<Check> {
  try {
    const problems = await policyProblems()
    if (problems.length === 0) return { id: 'policy', ...ok() }
    return { id: 'policy', ...failed('invalid', { problems: problems.join('\n') }) }
  } catch (error) {
    return { id: 'policy', ...failed('unreadable', { reason: said(error) }) }
  }
}

export async function examineClock({ serverTime, now }: Surroundings): Promise<Check> {
  const before = now().getTime()
  const theirs = await serverTime().catch(() => undefined)
  if (theirs === undefined) return { id: 'clock', ...doubtful('unreachable') }
  const skew = (before + now().getTime()) / 2 - theirs.getTime()
  const seconds = String(Math.round(Math.abs(skew) / 1000))
  if (Math.abs(skew) <= tolerableMs) return { id: 'clock', ...ok({ seconds }) }
  return { id: 'clock', ...doubtful(skew > 0 ? 'ahead' : 'behind', { seconds }) }
}
