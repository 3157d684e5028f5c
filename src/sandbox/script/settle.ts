import type { Sandbox } from '../sandbox.ts'
import { ScriptError } from './script-error.ts'

const quietMs = 300
const limitMs = 60_000
/** Nobody waits longer for an ack (stream-and-cards.md 2.2). */
const ackMs = 3000

/**
 * Resolves when nothing happens any more: every push acknowledged, no work in the robot's hands, and nothing on the wire
 * for a while; throws a ScriptError where that takes more than a minute.
 */
export function createSettler(
  sandbox: Pick<Sandbox, 'listen' | 'frames' | 'faults'>,
  atWork: () => Promise<boolean>,
) {
  let last = performance.now()
  sandbox.listen(() => {
    last = performance.now()
  })
  const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
  const slowest = () =>
    Math.max(
      0,
      ...sandbox.faults.list().flatMap(({ name, ms = 1000 }) => (name === 'delay' ? [ms] : [])),
    )

  return async function settled(): Promise<void> {
    const since = performance.now()
    last = since
    while (performance.now() - since < limitMs) {
      await wait(50)
      const quiet = performance.now() - last
      const waiting = sandbox.frames.some(({ ack }) => !ack) && quiet < ackMs
      if (quiet < quietMs + slowest() || waiting || (await atWork())) continue
      if (performance.now() - last >= quiet) return
    }
    throw new ScriptError('unsettled')
  }
}
