import { DingTalkRefusedError, DingTalkUnreachableError } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'
import type { Repeat } from './endpoint.ts'
import { isWideLimit } from './error-codes.ts'

/** Before each retry (openapi.md 6.1): the app's limit ends with the second, the platform's wants patience. */
const waitsMs = {
  throttled: [1000, 1000, 1000, 1000, 1000],
  wide: [1000, 2000, 4000, 8000],
  busy: [500, 1000, 2000],
  silent: [500, 1000],
} as const

/**
 * Calls again what may be repeated. A throttled call was not executed, so every call waits and goes again; "busy" only where twice
 * is as good as once; silence only for reads, since a write may have happened. Permission, quota and input never.
 */
export function createRetry({ clock }: { clock: Pick<Clock, 'sleep'> }) {
  return async function retry<T>(repeat: Repeat, once: () => Promise<T>): Promise<T> {
    const retries = { throttled: 0, wide: 0, busy: 0, silent: 0 }
    for (;;) {
      try {
        return await once()
      } catch (error) {
        const kind = kindOf(error, repeat)
        const waitMs = kind && waitsMs[kind][retries[kind]++]
        if (waitMs === undefined) throw error
        await clock.sleep(waitMs)
      }
    }
  }
}

function kindOf(error: unknown, repeat: Repeat): keyof typeof waitsMs | undefined {
  if (error instanceof DingTalkUnreachableError) return repeat === 'read' ? 'silent' : undefined
  if (!(error instanceof DingTalkRefusedError)) return undefined
  if (error.reason === 'throttled') return isWideLimit(error.code) ? 'wide' : 'throttled'
  return error.reason === 'busy' && repeat !== 'write' ? 'busy' : undefined
}
