import type { Requests } from '../core/ports.ts'
import { append } from './audit/chain.ts'
import type { Deps } from './deps.ts'
import { approve } from './requests/approve.ts'
import { claimAbandoned } from './requests/claim-abandoned.ts'
import { delivered, deliveryFailed } from './requests/delivery.ts'
import { holdLease, releaseLease, renewLeases } from './requests/lease.ts'
import { move } from './requests/move.ts'
import { byCode, countWith, due, effectsSince, endOf, get, withStatus } from './requests/read.ts'
import { receive } from './requests/receive.ts'
import { refuse } from './requests/refuse.ts'
import { recordSilences, recordStranger } from './requests/silences.ts'

/** Core's Requests on a database. `receive` and `move` throw CodeTakenError where a new request's code is in use. */
export function createRequests(deps: Deps): Requests {
  return {
    receive: receive(deps),
    get: get(deps),
    byCode: byCode(deps),
    move: move(deps),
    refuse: refuse(deps),
    recordStranger: recordStranger(deps),
    recordSilences: recordSilences(deps),
    delivered: delivered(deps),
    deliveryFailed: deliveryFailed(deps),
    record: entry => deps.write(trx => append(trx, deps.clock.now(), [entry])),
    approve: approve(deps),
    effectsSince: effectsSince(deps),
    endOf: endOf(deps),
    holdLease: holdLease(deps),
    withStatus: withStatus(deps),
    countWith: countWith(deps),
    claimAbandoned: claimAbandoned(deps),
    due: due(deps),
    renewLeases: renewLeases(deps),
    releaseLease: releaseLease(deps),
  }
}
