import type { Requests } from '../core/ports.ts'
import { append } from './audit/append.ts'
import type { Deps } from './deps.ts'
import { approvals, approve } from './requests/approve.ts'
import { letGo, renew } from './requests/lease.ts'
import { move } from './requests/move.ts'
import { byCode, counts, doneSince, due, get, withStatus } from './requests/read.ts'
import { receive } from './requests/receive.ts'
import { notShown, shown } from './requests/show.ts'
import { takeOver } from './requests/take-over.ts'

/** Core's Requests on a database. `receive` and `move` throw CodeTakenError where a new request's code is in use. */
export function createRequests(deps: Deps): Requests {
  return {
    receive: request => receive(deps, request),
    get: id => get(deps, id),
    byCode: code => byCode(deps, code),
    move: (request, transition) => move(deps, request, transition),
    delivered: (request, as) => shown(deps, request, as),
    deliveryFailed: (request, next) => notShown(deps, request, next),
    record: entry => deps.write(trx => append(trx, deps.clock.now(), [entry])),
    approve: (request, userid) => approve(deps, request, userid),
    approvals: requestId => approvals(deps.db, requestId),
    doneSince: at => doneSince(deps, at),
    withStatus: (status, limit) => withStatus(deps, status, limit),
    claimAbandoned: limit => takeOver(deps, limit),
    due: limit => due(deps, limit),
    renewLeases: ids => renew(deps, ids),
    counts: () => counts(deps),
    releaseLease: id => letGo(deps, id),
  }
}
