import type { Clock } from '../../core/ports.ts'

/** DingTalk's own advice: a new token ten minutes before the old one ends (openapi.md 1.1); half-way where it lives shorter. */
const renewEarlyMs = 10 * 60_000

export interface Fetched {
  readonly accessToken: string
  /** Seconds. */
  readonly expireIn: number
}

/** Keeps the app's one token (both families take it, openapi.md 1.4). However many ask, one request is in flight. */
export function createToken({
  fetch,
  clock,
}: {
  fetch: () => Promise<Fetched>
  clock: Pick<Clock, 'now'>
}) {
  let kept: { token: string; untilMs: number } | undefined
  let inFlight: Promise<string> | undefined

  async function renew(): Promise<string> {
    const askedMs = clock.now().getTime()
    const { accessToken, expireIn } = await fetch()
    const lifeMs = expireIn * 1000
    kept = { token: accessToken, untilMs: askedMs + lifeMs - Math.min(renewEarlyMs, lifeMs / 2) }
    return accessToken
  }

  return {
    async get(): Promise<string> {
      if (kept && clock.now().getTime() < kept.untilMs) return kept.token
      inFlight ??= renew().finally(() => {
        inFlight = undefined
      })
      return inFlight
    },
    /** Forgets `refused`, unless somebody has already fetched another since. */
    invalidate(refused: string) {
      if (kept?.token === refused) kept = undefined
    },
  }
}
