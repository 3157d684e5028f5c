import { setTimeout } from 'node:timers/promises'
import { DingTalkRefusedError } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/ports.ts'

/** With six in flight a sync met 90018, with three it did not (openapi.md 6.1). */
const maxInFlight = 3

/** DingTalk counts arrivals: the tenth that we stay below the limit is for calls that the network bunches up. */
const margin = 1.1

/** DingTalk bans an address for five minutes after 10,000 calls in 20 s (openapi.md 6.1). */
const banMs = 5 * 60_000

/** One of an API's places in flight, kept while its call waits and repeats: others must not rush in meanwhile. */
export interface Place {
  /** Resolves when the API may be called once more. Throws while this address is banned. */
  turn(): Promise<void>
  leave(): void
}

interface Lane {
  inFlight: number
  readonly waiting: (() => void)[]
  /** When the API may be called next, by whoever comes after those who wait for their turn. */
  nextMs: number
  turns: Promise<void>
}

/**
 * When an API may be called: with one of its three places, in turn, and never while this address is banned. Calls are spaced
 * 1/`qps` of a second apart, so that no second holds more; `qps` points a second would be a fixed window, and twice as many fit
 * around its boundary. Time is the machine's own (`monotonicMs`, `wait`): DingTalk counts in real seconds.
 */
export function createRateLimit({
  qps,
  clock,
  log,
  monotonicMs = () => performance.now(),
  wait = setTimeout,
}: {
  qps: number
  clock: Pick<Clock, 'now'>
  log: Log
  monotonicMs?: () => number
  wait?: (ms: number) => Promise<unknown>
}) {
  const spacingMs = (margin * 1000) / qps
  /** A timer that rings late delays whoever comes after it, but for half of the margin: with a pace in ms it is always late. */
  const madeUpForMs = Math.floor((qps * (1 - 1 / margin)) / 2) * spacingMs
  const lanes = new Map<string, Lane>()
  let bannedUntilMs = 0

  function laneOf(api: string): Lane {
    const known = lanes.get(api)
    if (known) return known
    const fresh = { inFlight: 0, waiting: [], nextMs: 0, turns: Promise.resolve() }
    lanes.set(api, fresh)
    return fresh
  }

  async function turn(api: string, lane: Lane): Promise<void> {
    lane.turns = nextTurn(lane)
    await lane.turns
    // So that nothing prolongs it.
    if (clock.now().getTime() < bannedUntilMs) throw banned(api)
  }

  /** Counted from when the one before really went: on a machine that stood still three would go at once, and the next ones in time. */
  async function nextTurn(lane: Lane): Promise<void> {
    await lane.turns
    const waitMs = lane.nextMs - monotonicMs()
    if (waitMs > 0) await wait(waitMs)
    lane.nextMs = Math.max(lane.nextMs, monotonicMs() - madeUpForMs) + spacingMs
  }

  function leave(lane: Lane): void {
    const next = lane.waiting.shift()
    // The place goes from hand to hand: whoever comes at this moment stands behind those who wait.
    if (next) next()
    else lane.inFlight -= 1
  }

  function banned(api: string): DingTalkRefusedError {
    const message = `DingTalk has banned this address; nothing is called until ${new Date(bannedUntilMs).toISOString()}`
    return new DingTalkRefusedError({ api, code: '1111', reason: 'banned', message })
  }

  return {
    /** Resolves with a place, at its first turn. Throws while this address is banned. */
    async enter(api: string): Promise<Place> {
      const lane = laneOf(api)
      if (lane.inFlight < maxInFlight) lane.inFlight += 1
      else await new Promise<void>(resolve => lane.waiting.push(resolve))
      try {
        await turn(api, lane)
      } catch (error) {
        leave(lane)
        throw error
      }
      return { turn: () => turn(api, lane), leave: () => leave(lane) }
    },
    /** DingTalk has just said that this address is banned: every call ends with the error that this returns. */
    ban(api: string): DingTalkRefusedError {
      bannedUntilMs = clock.now().getTime() + banMs
      log.error('openapi.banned', { api, until: new Date(bannedUntilMs).toISOString() })
      return banned(api)
    },
  }
}
