import { atMost } from './at-most.ts'
import type { Request } from './model/request.ts'
import type { Clock, Log, Requests, Wake, WorkQueue } from './ports.ts'

/** So many are taken up in one sweep; the next one comes soon. */
const mostASweep = 20

/**
 * What this process works on. A request in hand has its lease renewed, and a stop waits for it; what breaks on the way is
 * found in the store by `sweep`, in this process or another: the store lends each request to one.
 */
export function createWorkQueue({
  process,
  requests,
  clock,
  log,
}: {
  /** Brings a request as far as it can go now. */
  process(request: Request, wake: Wake): Promise<void>
  requests: Pick<Requests, 'claimAbandoned' | 'due' | 'renewLeases' | 'releaseLease'>
  clock: Clock
  log: Log
}) {
  const inHand = new Set<{ readonly id: string; readonly ended: Promise<unknown> }>()

  const hold: WorkQueue['hold'] = async (id, work) => {
    const held = { id, ended: work.catch(() => {}) }
    inHand.add(held)
    try {
      return await work
    } finally {
      inHand.delete(held)
    }
  }

  const add: WorkQueue['add'] = (request, { wake = 'moved', after } = {}) =>
    hold(request.id, work(request, wake, after))

  async function work(request: Request, wake: Wake, after?: Promise<unknown>): Promise<void> {
    await after?.catch(() => {})
    try {
      await process(request, wake)
    } catch (error) {
      log.error(wake === 'due' ? 'wake.failed' : 'work.failed', { id: request.id, error })
    }
  }

  async function untilEmpty(): Promise<void> {
    while (inHand.size > 0) await Promise.all([...inHand].map(({ ended }) => ended))
  }

  return {
    add,
    hold,
    /** Whether anything is in hand. */
    busy: () => inHand.size > 0,
    /** Keeps what is in hand from being taken for abandoned; to be called more often than leases last. */
    renew: () => requests.renewLeases([...inHand].map(({ id }) => id)),
    /** Takes up what a crash, a silent DingTalk or the clock left. Safe in several processes. */
    async sweep(): Promise<void> {
      const abandoned = await requests.claimAbandoned(mostASweep)
      for (const { id, status } of abandoned) log.info('sweep.takenOver', { id, status })
      const due = await requests.due(mostASweep)
      // Side by side: what DingTalk keeps waiting keeps nothing else from its time.
      await Promise.all([
        ...abandoned.map(request => add(request, { wake: 'abandoned' })),
        ...due.map(request => add(request, { wake: 'due' })),
      ])
    },
    /** Resolves when nothing is in hand, or after `ms`; then hands back what is left to whoever asks next. */
    async drain(ms: number): Promise<void> {
      await atMost(clock, ms, untilEmpty())
      for (const { id } of inHand) await requests.releaseLease(id)
    },
  }
}
