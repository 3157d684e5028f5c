import type { NewRequest, Request, Transition } from '../../../src/core/model/request.ts'
import type { Requests } from '../../../src/core/ports.ts'
import { storedActor } from '../../../src/store/audit/chain.ts'
import type { Ledger } from './ledger.ts'
import type { Trouble } from './mischief.ts'

/** A step that the store took, as it happened. */
export interface Move {
  readonly tick: number
  readonly request: Request
  readonly from: Request['status'] | undefined
  readonly event: string
  readonly actor: string
  /** When the approval began that led to it: when that looked the request up. Undefined where nobody had to. */
  readonly since: number | undefined
}

/** Looks over the store's shoulder. */
export function createWatch(ledger: Ledger, trouble: Trouble) {
  const moves: Move[] = []
  // Whoever decides hands on the very thing that was found. An AsyncLocalStorage would know the same, at a cost to every promise.
  const lookedUp = new WeakMap<Request, number>()

  /** The store, seen from here: every step it takes is noted, and its own troubles happen. */
  function watched(requests: Requests): Requests {
    const note = (request: Request, more: Partial<Move>) =>
      moves.push({
        tick: ledger.tick(),
        request,
        from: undefined,
        event: request.status,
        actor: request.requester,
        since: undefined,
        ...more,
      })
    async function troubled<T>(work: () => Promise<T>): Promise<T> {
      const mischief = trouble.next('store')
      if (mischief === 'store: not written') throw new Error('connection lost')
      const result = await work()
      if (mischief === 'store: written, but nobody says so') throw new Error('connection lost')
      return result
    }
    return {
      ...requests,
      receive: (asked: NewRequest) =>
        troubled(async () => {
          const received = await requests.receive(asked)
          if (received && !received.unrecorded) note(received, {})
          return received
        }),
      move: (request: Request, step: Transition) =>
        troubled(async () => {
          const moved = await requests.move(request, step)
          if (!moved) return undefined
          if (request.unrecorded) note(request, {})
          note(moved, {
            from: request.status,
            event: step.event ?? step.to,
            actor: storedActor(step.actor),
            since: lookedUp.get(request),
          })
          for (const { id } of step.spawned ?? []) {
            const child = await requests.get(id)
            if (child) note(child, { actor: storedActor(step.actor) })
          }
          return moved
        }),
      refuse: (request, step, quietMs) =>
        troubled(async () => {
          const refused = await requests.refuse(request, step, quietMs)
          // Unheard, and on record: then so is its end.
          const moved = refused === 'unheard' ? await requests.get(request.id) : refused
          if (!moved) return refused
          if (request.unrecorded) note(request, {})
          note(moved, {
            from: request.status,
            event: step.event ?? step.to,
            actor: storedActor(step.actor),
          })
          return refused
        }),
      async byCode(code) {
        const tick = ledger.tick()
        const found = await requests.byCode(code)
        if (found) lookedUp.set(found, tick)
        return found
      },
    }
  }

  return { moves, watched }
}
