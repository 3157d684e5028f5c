import { jest } from '@jest/globals'
import { type Config, readConfig } from '../../src/config.ts'
import { defaultPolicy, type Policy } from '../../src/core/access/policy.ts'
import type { LogFields } from '../../src/core/ports.ts'
import { type Robot, startRobot } from '../../src/main.ts'
import { createDice } from './dice.ts'
import { eventually } from './eventually.ts'
import type { TestClock } from './test-clock.ts'

interface Line {
  readonly level: string
  readonly event: string
  readonly fields: LogFields
}

export function configOf(settings: Readonly<Record<string, string>>): Config {
  const result = readConfig(settings, {})
  if (!result.ok) throw new Error(result.problems.map(({ name }) => name).join(', '))
  return result.config
}

/** Robots on one configuration, as several processes would be: each has its own name in leases, and knows who is gone. */
export function createRobots(config: Config, clock: TestClock, policy: Policy = defaultPolicy) {
  const log: Line[] = []
  // Whoever repeats a run with its `--seed` draws the same codes and pauses.
  const random = createDice(jest.getSeed() | 1)
  const alive = new Map<string, Robot | undefined>()
  let starts = 0
  const write =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void log.push({ level, event, fields })

  const connections = () => log.filter(({ event }) => event === 'stream.connected').length

  return {
    log,
    /** Whether one of them has anything in hand, or is just starting. */
    busy: () => [...alive.values()].some(robot => robot === undefined || robot.busy()),
    /** Resolves once it is connected. */
    async start(): Promise<Robot> {
      starts += 1
      const owner = `start ${starts}`
      alive.set(owner, undefined)
      const before = connections()
      const robot = await startRobot(config, {
        clock,
        policy,
        random,
        identity: { owner, isAlive: other => alive.has(other) },
        log: {
          info: write('info'),
          warn: write('warn'),
          error: write('error'),
        },
      })
      alive.set(owner, robot)
      await eventually(() => connections() > before)
      return robot
    },
    /** Stops them all; those who were stopped before are not asked again. */
    async stop(): Promise<void> {
      for (const [owner, robot] of alive) {
        alive.delete(owner)
        await robot?.stop()
      }
    },
  }
}
