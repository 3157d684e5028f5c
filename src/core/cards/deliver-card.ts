import type { Request } from '../model/request.ts'
import type { BotPorts } from '../ports.ts'
import type { RenderRequest } from './render-request.ts'

/** Waits between two tries to deliver; after the last one it is given up, and the log says so. */
const waitsInSeconds = [5, 30, 120, 600, 1800, 3600, 7200] as const
/** Longer than a call to DingTalk can be on its way. */
const onItsWaySeconds = 30

/**
 * Shows a request's present state and notes that it was shown; a state that cannot be shown stays pending until it can. Where
 * an earlier state was still being shown meanwhile, its edit may arrive after this one: then this one is shown once more.
 */
export function createCardDelivery(
  { requests, chat, clock, log }: BotPorts,
  render: RenderRequest,
) {
  const inSeconds = (seconds: number) => ({ at: new Date(clock.now().getTime() + seconds * 1000) })

  return async function deliverCard(request: Request): Promise<void> {
    const { id, status, deliveryAttempts, staleDelivery } = request
    try {
      const as = await chat.deliverCard(request, render(request))
      log.info('request.shown', { id, status, as })
      if (as === 'card' && staleDelivery && deliveryAttempts === 0)
        return await requests.deliveryFailed(request, inSeconds(onItsWaySeconds))
      await requests.delivered(request, as)
    } catch (error) {
      const wait = waitsInSeconds[deliveryAttempts]
      log.warn('request.notShown', { id, attempts: deliveryAttempts + 1, error })
      await requests.deliveryFailed(request, wait === undefined ? 'give up' : inSeconds(wait))
    }
  }
}
