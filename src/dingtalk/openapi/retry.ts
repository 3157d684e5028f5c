import { DingTalkRefusedError, DingTalkUnreachableError } from '../../core/errors.ts'
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
 * How long one call that failed waits before it goes again, in ms; undefined where it must not. A throttled call was not
 * executed, so every call waits and goes again; "busy" only where twice is as good as once; silence only for reads, since a
 * write may have happened. Permission, quota and input never.
 */
export function createRetryWaits(repeat: Repeat) {
  const retries = { throttled: 0, wide: 0, busy: 0, silent: 0 }
  return function waitBeforeRetry(error: unknown): number | undefined {
    const kind = kindOf(error, repeat)
    return kind && waitsMs[kind][retries[kind]++]
  }
}

function kindOf(error: unknown, repeat: Repeat): keyof typeof waitsMs | undefined {
  if (error instanceof DingTalkUnreachableError) return repeat === 'read' ? 'silent' : undefined
  if (!(error instanceof DingTalkRefusedError)) return undefined
  if (error.reason === 'throttled') return isWideLimit(error.code) ? 'wide' : 'throttled'
  return error.reason === 'busy' && repeat !== 'write' ? 'busy' : undefined
}
