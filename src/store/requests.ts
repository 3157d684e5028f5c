import type { Requests } from '../core/ports.ts'
import { append } from './audit/append.ts'
import type { Deps } from './deps.ts'
import { approve } from './requests/approve.ts'
import { claimAbandoned } from './requests/claim-abandoned.ts'
import { delivered, deliveryFailed } from './requests/delivery.ts'
import { releaseLease, renewLeases } from './requests/lease.ts'
import { move } from './requests/move.ts'
import { byCode, doneSince, due, get, withStatus } from './requests/read.ts'
import { receive } from './requests/receive.ts'

/** Core's Requests on a database. `receive` and `move` throw CodeTakenError where a new request's code is in use. */
export function createRequests(deps: Deps): Requests {
  return {
    receive: request => receive(deps, request),
    get: id => get(deps, id),
    byCode: code => byCode(deps, code),
    move: (request, transition) => move(deps, request, transition),
    delivered: (request, as) => delivered(deps, request, as),
    deliveryFailed: (request, next) => deliveryFailed(deps, request, next),
    record: entry => deps.write(trx => append(trx, deps.clock.now(), [entry])),
    approve: (request, userid) => approve(deps, request, userid),
    doneSince: at => doneSince(deps, at),
    withStatus: (status, limit) => withStatus(deps, status, limit),
    claimAbandoned: limit => claimAbandoned(deps, limit),
    due: limit => due(deps, limit),
    renewLeases: ids => renewLeases(deps, ids),
    releaseLease: id => releaseLease(deps, id),
  }
}
