import { describe, expect, test } from '@jest/globals'
import type { Request } from '../../src/core/model/request.ts'
import type { Status } from '../../src/core/model/status.ts'
import { databases } from '../support/databases.ts'
import { fc } from '../support/properties.ts'
import { aChange, aRequest, heldClock, leaseMs, li, storeOn, there, wang } from './stores.ts'

const steps = fc.array(
  fc.record({
    /** Which request, and how many versions behind the hand that moves it is. */
    which: fc.nat(2),
    behind: fc.constantFrom(0, 0, 0, 1, 2),
    by: fc.nat(1),
    what: fc.oneof(
      fc.record({
        to: fc.constantFrom<Status[]>('awaiting', 'running', 'done', 'rejected', 'failed'),
        owed: fc.boolean(),
        plan: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue(), { maxKeys: 2 }),
        born: fc.boolean(),
      }),
      fc.constantFrom('take over', 'show', 'let go', 'time passes', 'approve'),
    ),
  }),
  { maxLength: 25 },
)

/** What is in the database, as JSON keeps it: -0 is 0 there. */
const kept = (details: unknown): unknown => JSON.parse(JSON.stringify(details))

describe.each(databases)('random histories on $name', ({ open }) => {
  test('only the hand that saw the present state moves it, and every move is on record', async () => {
    const { url } = await open()
    const clock = heldClock()
    const options = { clock, isAlive: () => true }
    const { requests: one, audit } = await storeOn(url, { ...options, owner: 'one' })
    const { requests: other } = await storeOn(url, { ...options, owner: 'other' })

    await fc.assert(
      fc.asyncProperty(steps, async history => {
        const start = (await audit.head()).seq
        let recorded = 3
        const seen: Request[][] = []
        for (const _ of [0, 1, 2]) seen.push([there(await one.receive(aRequest()))])
        const holding = () => seen.map(versions => there(versions.at(-1)))

        for (const { which, behind, by, what } of history) {
          const requests = by === 0 ? one : other
          const versions = there(seen[which])
          const request = there(versions.at(-1 - Math.min(behind, versions.length - 1)))
          const present = there(versions.at(-1))
          const stale = request.version !== present.version
          if (what === 'take over') {
            for (const taken of await requests.claimAbandoned(100)) {
              seen.find(([first]) => first?.id === taken.id)?.push(taken)
            }
          } else if (what === 'show') {
            await requests.delivered(request, 'card')
            if (!stale) versions.push({ ...present, deliveryPending: false, deliveredAs: 'card' })
          } else if (what === 'let go') {
            await requests.releaseLease(request.id)
          } else if (what === 'time passes') {
            clock.pass(leaseMs + 1)
          } else if (what === 'approve') {
            const before = (await audit.head()).seq
            await requests.approve(request, li)
            recorded += (await audit.head()).seq - before
          } else {
            const spawned = what.born ? [aRequest({ status: 'scheduled', via: 'born' })] : []
            const moved = await requests.move(request, {
              to: what.to,
              actor: wang,
              deliveryPending: what.owed,
              details: aChange({ change: { command: 'role rename', args: {}, plan: what.plan } }),
              spawned,
            })
            expect(moved === undefined).toBe(stale || request.status !== present.status)
            if (!moved) continue
            recorded += 1 + spawned.length
            expect(moved).toMatchObject({
              status: what.to,
              version: present.version + 1,
              deliveryPending: what.owed,
            })
            const plan = kept(what.plan)
            expect(moved.details).toEqual(
              aChange({ change: { command: 'role rename', args: {}, plan } }),
            )
            versions.push(moved)
          }
        }

        for (const request of holding()) expect(await one.get(request.id)).toEqual(request)
        expect(await audit.verify()).toMatchObject({ ok: true, seq: start + recorded })
        await expectStatesFollow(start)
      }),
      { numRuns: 40 },
    )

    /** Each request's records hand the state on: where one ends the next begins. */
    async function expectStatesFollow(start: number) {
      const last = new Map<string | undefined, string>()
      for await (const { seq, requestId, from, to } of audit.each()) {
        if (seq <= start || to === undefined) continue
        expect(from).toBe(last.get(requestId))
        last.set(requestId, to)
      }
      for (const [id, status] of last) expect(await one.get(id ?? '')).toMatchObject({ status })
    }
  })
})
