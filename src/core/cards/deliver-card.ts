import type { BotDeps } from '../bot.ts'
import type { Request } from '../model/request.ts'
import type { Draw } from './render-request.ts'

/** Waits between two tries to show what is owed; after the last one the debt is given up, and the log says so. */
const waits = [5, 30, 120, 600, 1800, 3600, 7200] as const
/** Longer than a call to DingTalk can be on its way. */
const onItsWay = 30

/**
 * Shows a request's present state and notes that it was shown; a state that cannot be shown is owed until it can. Where an
 * earlier state was still being shown meanwhile, its edit may arrive after this one: then this one is shown once more.
 */
export function createShower({ requests, chat, clock, log }: BotDeps, draw: Draw) {
  const inSeconds = (seconds: number) => ({ at: new Date(clock.now().getTime() + seconds * 1000) })

  return async function show(request: Request): Promise<void> {
    const { id, status, attempts, details } = request
    try {
      const as = await chat.show(request, draw(request))
      log.info('request.shown', { id, status, as })
      if (as === 'card' && details.overtook && attempts === 0)
        return await requests.notShown(request, inSeconds(onItsWay))
      await requests.shown(request, as)
    } catch (error) {
      const wait = waits[attempts]
      log.warn('request.notShown', { id, attempts: attempts + 1, error })
      await requests.notShown(request, wait === undefined ? 'give up' : inSeconds(wait))
    }
  }
}
