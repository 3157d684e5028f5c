import { atMost } from './at-most.ts'
import type { Request } from './model/request.ts'
import type { Clock, Log, Requests, Wake, WorkQueue } from './ports.ts'

/** So many are taken up at once; the next ones soon. */
const mostTaken = 20
/** Lines in hand; more wait in the store, where they need no memory and outlive the process. */
const mostLines = 50
/**
 * Of those, lines of people who were not seen with a right, and as many refusals: DingTalk takes three calls of one kind at
 * once (openapi.md 6.1). Each has room of its own, so that the first line of somebody who has a right waits for no refusal.
 */
const mostUnproven = 2

interface Held {
  readonly id: string
  readonly unproven: Unproven | undefined
  readonly ended: Promise<unknown>
}

/** What is in hand of somebody who was not seen with a right. */
type Unproven = 'line' | 'refusal'

function unprovenOf({ status, unproven }: Request): Unproven | undefined {
  if (!unproven) return undefined
  return status === 'received' ? 'line' : 'refusal'
}

/**
 * What this process works on. A request in hand has its lease renewed, and a stop waits for it; what there is no room for, and
 * what breaks on the way, is found in the store, by this process or another: the store lends each request to one.
 */
export function createWorkQueue({
  process,
  requests,
  clock,
  log,
}: {
  /** Brings a request as far as it can go now. */
  process(request: Request, wake: Wake): Promise<void>
  requests: Pick<
    Requests,
    'claimAbandoned' | 'due' | 'renewLeases' | 'releaseLease' | 'recordSilences'
  >
  clock: Clock
  log: Log
}) {
  const inHand = new Set<Held>()
  /** Something may wait in the store for room here. */
  let mayWait = false
  let taking: Promise<void> | undefined
  let stopping = false

  async function held<T>(id: string, unproven: Held['unproven'], work: Promise<T>): Promise<T> {
    const one = { id, unproven, ended: work.catch(() => {}) }
    inHand.add(one)
    try {
      return await work
    } finally {
      inHand.delete(one)
      if (mayWait || unproven) takeUp()
    }
  }

  const hold: WorkQueue['hold'] = (id, work) => held(id, undefined, work)

  const add: WorkQueue['add'] = (request, { wake = 'moved', after } = {}) =>
    hasRoomFor(request) ? begin(request, wake, after) : leave(request)

  const begin = (request: Request, wake: Wake, after?: Promise<unknown>) =>
    held(request.id, unprovenOf(request), work(request, wake, after))

  /** Only lines wait: what somebody has decided goes on. */
  function hasRoomFor(request: Request): boolean {
    const unproven = unprovenOf(request)
    if (unproven) return roomFor(unproven) > 0
    return request.status !== 'received' || inHand.size < mostLines
  }
  const roomFor = (unproven: Unproven) =>
    Math.max(0, mostUnproven - [...inHand].filter(one => one.unproven === unproven).length)

  async function leave({ id }: Request): Promise<void> {
    try {
      await requests.releaseLease(id)
    } catch (error) {
      log.error('work.failed', { id, error })
    }
    mayWait = true
  }

  async function work(request: Request, wake: Wake, after?: Promise<unknown>): Promise<void> {
    await after?.catch(() => {})
    try {
      await process(request, wake)
    } catch (error) {
      log.error(wake === 'due' ? 'wake.failed' : 'work.failed', { id: request.id, error })
    }
  }

  /** Takes up what waits in the store, as far as there is room. */
  function takeUp(): void {
    if (stopping || taking) return
    taking = takeWaiting()
      .catch(error => log.error('work.failed', { error }))
      .finally(() => {
        taking = undefined
      })
  }

  async function takeWaiting(): Promise<void> {
    while (!stopping) {
      const room = Math.min(mostLines - inHand.size, mostTaken)
      // Whatever ends makes room, and looks again.
      if (room <= 0) return
      mayWait = false
      for (const request of await claim(room)) void begin(request, 'abandoned')
      // Nothing was found, and nothing was left meanwhile.
      if (!mayWait) return
    }
  }

  async function claim(most: number): Promise<readonly Request[]> {
    const claimed = await requests.claimAbandoned(most, {
      lines: roomFor('line'),
      refusals: roomFor('refusal'),
    })
    if (claimed.length > 0) mayWait = true
    return claimed
  }

  async function untilEmpty(): Promise<void> {
    while (inHand.size > 0 || taking)
      await Promise.all([taking, ...[...inHand].map(({ ended }) => ended)])
  }

  return {
    add,
    hold,
    /** Something was left in the store for whoever has room. */
    lookAgain(): void {
      mayWait = true
    },
    /** Whether anything is in hand. */
    busy: () => inHand.size > 0 || taking !== undefined,
    /** Keeps what is in hand from being taken for abandoned; to be called more often than leases last. */
    renew: () => requests.renewLeases([...inHand].map(({ id }) => id)),
    /** Takes up what a crash, a silent DingTalk or the clock left. Safe in several processes. */
    async sweep(): Promise<void> {
      await requests.recordSilences()
      const abandoned = await claim(mostTaken)
      for (const { id, status } of abandoned) log.info('sweep.takenOver', { id, status })
      const due = await requests.due(mostTaken)
      // Side by side: what DingTalk keeps waiting keeps nothing else from its time.
      await Promise.all([
        ...abandoned.map(request => begin(request, 'abandoned')),
        ...due.map(request => begin(request, 'due')),
      ])
    },
    /** Resolves when nothing is in hand, or after `ms`; then hands back what is left to whoever asks next. */
    async drain(ms: number): Promise<void> {
      stopping = true
      await atMost(clock, ms, untilEmpty())
      for (const { id } of inHand) await requests.releaseLease(id)
    },
  }
}
