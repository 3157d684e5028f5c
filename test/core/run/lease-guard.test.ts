import { expect, test } from '@jest/globals'
import { LeaseLostError } from '../../../src/core/errors.ts'
import { createLeaseGuard } from '../../../src/core/run/lease-guard.ts'
import { aRequest, heldClock, storeOn, there } from '../../store/stores.ts'
import { databases } from '../../support/databases.ts'

const callMs = 10_000

/** A request in hand whose lease is prolonged until so long after now; undefined where another has it. */
async function held(leftMs: number | undefined) {
  const clock = heldClock()
  const [{ open }] = databases
  const { requests } = await storeOn((await open()).url, { clock })
  const request = there(await requests.receive(aRequest()))
  const until = leftMs === undefined ? undefined : new Date(clock.now().getTime() + leftMs)
  const guard = createLeaseGuard({ requests: { holdLease: async () => until }, clock, callMs })
  return guard(request)()
}

test('a call begins only where the lease outlasts it', async () => {
  await expect(held(callMs + 1)).resolves.toBeUndefined()
  for (const left of [callMs, 0, -1, undefined])
    await expect(held(left)).rejects.toThrow(LeaseLostError)
})
