import type { Request, Transition } from '../../core/model/request.ts'
import type { Deps } from '../deps.ts'
import { moveIn, refused } from './move.ts'
import { beginSilence, countUnheard } from './silences.ts'

/**
 * Refuses somebody who has no right at all: told once, and then met with silence for `quietMs`, in this conversation. What is
 * unheard leaves a count; where its coming is on record already, so is its end.
 */
export const refuse =
  (deps: Deps) =>
  (
    request: Request,
    transition: Transition,
    quietMs: number,
  ): Promise<Request | 'unheard' | undefined> =>
    deps.write(async trx => {
      const now = deps.clock.now()
      // The request first, the silence second, the audit last: in this order everywhere, so that nobody waits in a circle.
      const locked = await trx
        .updateTable('requests')
        .set(eb => ({ version: eb.ref('version') }))
        .where('id', '=', request.id)
        .where('status', '=', request.status)
        .where('version', '=', request.version)
        .executeTakeFirst()
      if (locked.numUpdatedRows === 0n) return undefined
      const isTold = await beginSilence(trx, request, now, quietMs)
      if (!isTold && request.unrecorded) {
        await trx.deleteFrom('requests').where('id', '=', request.id).execute()
        await countUnheard(trx, request)
        return 'unheard'
      }
      // Nobody's: the others' lines go before it.
      const step = isTold ? transition : { ...transition, deliveryPending: false }
      const moved = await moveIn(trx, deps, request, step, now, refused)
      return isTold ? moved : 'unheard'
    })
