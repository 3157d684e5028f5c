import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Policy, policySchema } from '../../src/core/access/policy.ts'
import type { Request } from '../../src/core/model/request.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'
import { check } from './checks.ts'
import { play } from './play.ts'
import type { History } from './steps.ts'
import { openShelf, type Shelf } from './world/shelf.ts'
import { createWorld } from './world/world.ts'

const listed = { allow: { levels: ['main', 'sub'], users: ['listed'] } }
const policyOf = (more: object): Policy =>
  policySchema.parse({
    request: listed,
    approve: listed,
    protectedRoles: ['guarded'],
    mostPeople: 3,
    ...more,
  })
const policies: Readonly<Record<History['policy'], Policy>> = {
  'built in': policyOf({ auditHead: { conversation: 'cidGroup' } }),
  'two peers': policyOf({ approvals: { high: { by: 'peer', count: 2 } } }),
  sole: policyOf({ soleMainAdministratorMayApprove: true }),
}

/** So many histories share a database: opening one costs time, and so does verifying an audit that grows for ever. */
const perDatabase = 16

interface Place {
  readonly shelf: Shelf
  readonly clock: VirtualClock
  told: number
  leave(): Promise<void>
}

/** Tells histories, one after another, on databases that `open` makes, and checks each. */
export function createTeller(open: () => Promise<{ url: string; remove(): Promise<void> }>) {
  let place: Place | undefined
  let count = 0

  async function next(): Promise<Place> {
    if (place && place.told < perDatabase) return place
    await place?.leave()
    const { url, remove } = await open()
    let shelf: Shelf | undefined
    const clock = createVirtualClock(new Date(Date.UTC(2026, 0, 5, 9)), () => shelf?.answer())
    shelf = await openShelf(url, clock)
    const opened = shelf
    place = {
      shelf,
      clock,
      told: 0,
      async leave() {
        await opened.close()
        await remove()
      },
    }
    return place
  }

  return {
    /** Rejects where something does not hold; resolves with what is left to be looked at. */
    async tell({ policy, steps }: History) {
      const here = await next()
      const { shelf, clock } = here
      here.told += 1
      count += 1
      const from = (await shelf.audit.head()).seq
      const world = createWorld(shelf, clock, policies[policy], count)
      try {
        await play(steps, world, clock)
        await check(world, shelf.audit, from)
        return { changes: world.requestsSoFar().filter(isChange), robots: world.born() }
      } catch (error) {
        // What it left behind must not spoil the next.
        here.told = perDatabase
        throw error
      } finally {
        world.end()
      }
    },
    async end() {
      await place?.leave()
      place = undefined
    },
  }
}

const isChange = ({ details }: Request) => 'change' in details && details.change.plan !== undefined

export async function openSqlite() {
  const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-histories-'))
  return {
    url: `file:${join(folder, 'rolekeeper.db')}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
