import { describe, expect, test } from '@jest/globals'
import { databases } from '../support/databases.ts'
import { fc, seed } from '../support/properties.ts'
import { history } from './steps.ts'
import { createTeller, openSqlite } from './tell.ts'

const [, postgres] = databases

/**
 * Commands, presses, duplicates, reorderings, delays, lost answers, crashes at any step, revoked rights and outside
 * changes, two robots at once; after each, what the README promises.
 */
describe(`random histories, seed ${seed}`, () => {
  test.each([
    { name: 'sqlite', numRuns: 940, open: openSqlite },
    {
      name: 'postgres',
      numRuns: 60,
      open: async () => ({ url: (await postgres.open()).url, remove: async () => {} }),
    },
  ])(
    '$numRuns on $name',
    async ({ open, numRuns }) => {
      const teller = createTeller(open)
      try {
        await fc.assert(
          fc.asyncProperty(history, async told => void (await teller.tell(told))),
          { seed, numRuns },
        )
      } finally {
        await teller.end()
      }
      expect.hasAssertions()
    },
    600_000,
  )
})
