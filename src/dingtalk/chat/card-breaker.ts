import { DingTalkRefusedError } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'

const minute = 60_000

/** Until when cards are not worth a metered call: a console may be put right any minute, a monthly quota is not. */
function pauseAfter({ code, reason }: DingTalkRefusedError): number {
  if (reason === 'quota') return 60 * minute
  if (reason === 'permission' || reason === 'config') return 10 * minute
  return code.startsWith('param.template') || code === 'param.cardTemplateIdEmpty' ? 10 * minute : 0
}

/**
 * Remembers that no card at all can be sent for now (permission, template, quota), so that each answer does not spend a
 * call of the organisation's quota to learn it again.
 */
export function createCardBreaker(clock: Pick<Clock, 'now'>) {
  let until = 0
  return {
    isOn: () => clock.now().getTime() < until,
    learn(error: unknown): void {
      if (!(error instanceof DingTalkRefusedError)) return
      const pause = pauseAfter(error)
      if (pause > 0) until = clock.now().getTime() + pause
    },
  }
}
