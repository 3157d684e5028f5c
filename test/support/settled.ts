import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { look } from './databases.ts'

/** Only ends a wait that would never end. */
const neverMs = 60_000

/** What a robot has to do now: to be taken up, carried out, shown, or come to its time. What is put off waits for its time. */
const work = (now: number) => `
  SELECT code, status FROM requests
  WHERE status IN ('received', 'running')
    OR (owed = 1 AND (not_before IS NULL OR not_before <= ${now}))
    OR (status IN ('awaiting', 'scheduled') AND due_at <= ${now})`

/**
 * Waits until everything has come to rest: nothing is in a robot's hands, nothing is owed, no time has come that nobody has
 * noticed, and every call to DingTalk and every frame to a robot has come back. Then only a person, DingTalk or time makes
 * anything happen. Where all that is left waits for a robot to look around, it is told so. Fails with what it has waited for
 * where that never comes.
 */
export function createSettled(deps: {
  sandbox: Pick<Sandbox, 'underWay' | 'calls' | 'frames'>
  databaseUrl: string
  now(): Date
  /** Whether a robot has anything in hand, where it can be asked. */
  busy(): boolean
  lookAround(): void
}) {
  const { sandbox, databaseUrl, now, busy, lookAround } = deps
  const happened = () => sandbox.calls.length + sandbox.frames.length
  const inHand = () => [...(busy() ? ['a robot’s work'] : []), ...sandbox.underWay()]

  return async function settled(): Promise<void> {
    const end = performance.now() + neverMs
    for (;;) {
      // By then every promise is settled that needs neither time nor another process.
      await turn()
      const before = happened()
      const held = inHand()
      const rows = held.length > 0 ? [] : await look(databaseUrl, work(now().getTime()))
      // What was begun while the database was asked may have changed what it said.
      const still = happened() === before && held.length === 0 && inHand().length === 0
      if (still && rows.length === 0) return
      if (still) lookAround()
      if (performance.now() > end)
        throw new Error(`not settled: ${JSON.stringify([...held, ...inHand(), ...rows])}`)
      await wait(1)
    }
  }
}
