import { robotActor } from '../../core/model/audit.ts'
import type { NewRequest, Request } from '../../core/model/request.ts'
import { origins } from '../../core/model/stored-names.ts'
import { append } from '../audit/chain.ts'
import type { Deps } from '../deps.ts'
import { creationEntry, insert } from './insert.ts'
import { standingOf } from './silences.ts'

export const receive =
  (deps: Deps) =>
  (request: NewRequest): Promise<Request | undefined> =>
    deps.write(async trx => {
      const now = deps.clock.now()
      const standing = await standingOf(trx, request, now)
      const received = await insert(trx, deps, request, now, standing)
      const actor = request.via === origins.spawned ? robotActor : request.requester
      if (received && !received.unrecorded) await append(trx, now, [creationEntry(request, actor)])
      return received
    })
