import { LeaseLostError } from '../errors.ts'
import type { Request } from '../model/request.ts'
import type { BeforeWrite, BotPorts } from '../ports.ts'

/**
 * Asked before each call that changes something in DingTalk: whoever slept over the lease, or might lose it while the call lasts,
 * must not do what another process takes up. Throws LeaseLostError.
 */
export const createLeaseGuard =
  ({
    requests,
    clock,
    callMs,
  }: Pick<BotPorts, 'clock' | 'callMs'> & { requests: Pick<BotPorts['requests'], 'holdLease'> }) =>
  (request: Request): BeforeWrite =>
  async () => {
    const until = await requests.holdLease(request)
    if (!until || until.getTime() - clock.now().getTime() <= callMs) throw new LeaseLostError()
  }
