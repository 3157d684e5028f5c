import type { NewRequest, Request } from '../../core/model/request.ts'
import { append } from '../audit/chain.ts'
import type { Deps } from '../deps.ts'
import { creationEntry, insert } from './insert.ts'

export const receive =
  (deps: Deps) =>
  (request: NewRequest): Promise<Request | undefined> =>
    deps.write(async trx => {
      const now = deps.clock.now()
      const received = await insert(trx, deps, request, now)
      if (received) await append(trx, now, [creationEntry(request, request.requester)])
      return received
    })
