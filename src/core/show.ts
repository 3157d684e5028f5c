import type { BotDeps } from './bot.ts'
import { draw } from './draw.ts'
import type { Request } from './request.ts'

/** Waits between two tries to show what is owed; after the last one the debt is given up, and the log says so. */
const waits = [5, 30, 120, 600, 1800, 3600, 7200] as const

/** Shows a request's present state and notes that it was shown; a state that cannot be shown is owed until it can. */
export function createShower({ requests, chat, words, clock, log }: BotDeps) {
  return async function show(request: Request): Promise<void> {
    try {
      const as = await chat.show(request, draw(request, words))
      await requests.shown(request, as)
      log.info('request.shown', { id: request.id, status: request.status, as })
    } catch (error) {
      const wait = waits[request.attempts]
      log.warn('request.notShown', { id: request.id, attempts: request.attempts + 1, error })
      if (wait === undefined) return requests.notShown(request, 'give up')
      const at = new Date(clock.now().getTime() + wait * 1000)
      await requests.notShown(request, { at })
    }
  }
}
