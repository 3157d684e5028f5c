import { DingTalkRefusedError } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'

const minuteMs = 60_000

/** Until when cards are not worth a metered call: a console may be put right any minute, a monthly quota is not. */
function openForMs({ code, reason }: DingTalkRefusedError): number {
  if (reason === 'quota') return 60 * minuteMs
  if (reason === 'permission' || reason === 'config') return 10 * minuteMs
  return code.startsWith('param.template') || code === 'param.cardTemplateIdEmpty'
    ? 10 * minuteMs
    : 0
}

/**
 * Remembers that no card at all can be sent for now (permission, template, quota), so that each answer does not spend a
 * call of the organisation's quota to learn it again.
 */
export function createCardBreaker(clock: Pick<Clock, 'now'>) {
  let untilMs = 0
  return {
    isOpen: () => clock.now().getTime() < untilMs,
    record(error: unknown): void {
      if (!(error instanceof DingTalkRefusedError)) return
      const openMs = openForMs(error)
      if (openMs > 0) untilMs = clock.now().getTime() + openMs
    },
  }
}
