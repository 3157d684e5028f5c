/**
 * How the databases beside this file were made, by the robot as it was when they were kept:
 *
 *     npm run jest -- --seed 20260105 --testMatch '<rootDir>/test/old-databases/make.ts'
 *     npx biome format --write test/old-databases
 *
 * It is run once and never again: they are of use only as what that robot wrote. Time stands still but where it is moved,
 * so that what is on its way at the end stays there while it is written down.
 */
import { describe, test } from '@jest/globals'
import { policySchema } from '../../src/core/policy.ts'
import { databases } from '../support/databases.ts'
import { makeAsked } from './asked.ts'
import { makeEnded } from './ended.ts'
import { keep } from './keep.ts'
import { makeKilled } from './killed.ts'
import { agreeingPolicy, makeStopped } from './stopped.ts'
import { startWorld } from './world.ts'

const long = 600_000

describe.each(databases)('on $name', ({ name: engine, open }) => {
  test(
    'what was asked and how it was shown',
    async () => {
      const world = await startWorld(await open())
      await makeAsked(world)
      await keep('asked', engine, world, {})
      await world.bot.clock.fly(world.bot.stop())
    },
    long,
  )

  test(
    'what has ended',
    async () => {
      const world = await startWorld(await open())
      await makeEnded(world)
      await keep('ended', engine, world, {})
      await world.bot.clock.fly(world.bot.stop())
    },
    long,
  )

  test(
    'what a SIGKILL leaves',
    async () => {
      const world = await startWorld(await open())
      await makeKilled(world)
      await keep('killed', engine, world, {})
      await world.bot.clock.fly(world.bot.stop())
    },
    long,
  )

  test(
    'what is handed back by a robot that is stopped in order, under a policy of its own',
    async () => {
      const world = await startWorld(await open(), policySchema.parse(agreeingPolicy))
      await makeStopped(world)
      await keep('stopped', engine, world, agreeingPolicy)
    },
    long,
  )
})
