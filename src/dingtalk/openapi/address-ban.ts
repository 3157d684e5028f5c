import { DingTalkRefusedError } from '../../core/errors.ts'
import type { Clock, Log } from '../../core/ports.ts'

/** DingTalk bans an address for five minutes after 10,000 calls in 20 s (openapi.md 6.1). */
const banMs = 5 * 60_000

/** Stops every call while this address is banned, so that none of them prolongs it. */
export function createAddressBan({ clock, log }: { clock: Pick<Clock, 'now'>; log: Log }) {
  let untilMs = 0

  function refused(api: string): DingTalkRefusedError {
    const message = `DingTalk has banned this address; nothing is called until ${new Date(untilMs).toISOString()}`
    return new DingTalkRefusedError({ api, code: '1111', reason: 'banned', message })
  }

  return {
    /** Throws while the address ban lasts. */
    check(api: string) {
      if (clock.now().getTime() < untilMs) throw refused(api)
    },
    begin(api: string): DingTalkRefusedError {
      untilMs = clock.now().getTime() + banMs
      log.error('openapi.banned', { api, until: new Date(untilMs).toISOString() })
      return refused(api)
    },
  }
}
