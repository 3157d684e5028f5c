import type { Clock, Log, Metrics } from '../../core/ports.ts'
import { aborted } from './abort.ts'
import type { Connection } from './connection.ts'
import { CredentialsRefusedError } from './gateway.ts'

export interface ReconnectDeps {
  /** Opens one connection, or rejects with nothing left open. */
  open(signal: AbortSignal): Promise<Connection>
  onOpen(connection: Connection): void
  /** The first attempt has ended, either way. */
  onDecided(): void
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly metrics: Metrics
}

const refusedRetryMs = 60_000
const stableAfterMs = 60_000
/** A server that asks to leave sooner would be called without a wait. */
const briefMs = 1_000

const firstBackoffMs = 1_000
const maxBackoffMs = 60_000
/** Full jitter may come to nothing at all, several times in a row; that would be a spin. */
const minBackoffMs = 250

const whatToCheck =
  'DingTalk refused DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET: compare both with the developer console > your app > ' +
  'Credentials and basic information, look for stray blanks, and check that DINGTALK_REGION is the region of the app'

/** Keeps one connection open until `signal` aborts: opens, waits for its end, opens the next. Never rejects. */
export async function reconnect(deps: ReconnectDeps, signal: AbortSignal): Promise<void> {
  const { clock, random, log, metrics } = deps
  let failures = 0
  let refused = false
  let opened = false

  while (!signal.aborted) {
    const outcome = await deps.open(signal).catch(failed)
    deps.onDecided()
    const waitMs = typeof outcome === 'number' ? outcome : await live(outcome)
    if (waitMs > 0) await clock.sleep(waitMs, signal)
  }

  /** How long to wait after an attempt that failed, in ms. */
  function failed(error: unknown): number {
    if (signal.aborted) return 0
    if (error instanceof CredentialsRefusedError) {
      if (!refused) log.error('stream.credentials-refused', { check: whatToCheck })
      refused = true
      return refusedRetryMs
    }
    const waitMs = backoff(failures++, random)
    log.warn('stream.not-connected', {
      reason: error instanceof Error ? error.message : 'unknown',
      retryInMs: Math.round(waitMs),
    })
    return waitMs
  }

  /** From open to retirement or end; how long to wait for the successor, in ms. */
  async function live(connection: Connection): Promise<number> {
    const sinceMs = clock.now().getTime()
    if (opened) metrics.reconnect()
    opened = true
    refused = false
    deps.onOpen(connection)
    await aborted(connection.retired, signal)
    if (signal.aborted) return 0
    const livedMs = clock.now().getTime() - sinceMs
    const brief = livedMs < briefMs
    // Only a connection that lasted or was used ends the back-off (stream-and-cards.md 2.12): a server that accepts and hangs
    // up would be called without a wait.
    if (livedMs >= stableAfterMs || (connection.wasUsed() && !brief)) failures = 0
    const asked = !connection.gone.aborted
    // Nothing is pushed to whoever was asked to leave, so that the successor is opened at once (2.3).
    const atOnce = asked && (!brief || failures === 0)
    const waitMs = atOnce ? 0 : backoff(failures, random)
    if (!asked || brief) failures += 1
    const fields = { afterSeconds: Math.round(livedMs / 1_000), retryInMs: Math.round(waitMs) }
    if (asked) log.info('stream.asked-to-leave', fields)
    else log.warn('stream.lost', { code: connection.gone.reason, ...fields })
    return waitMs
  }
}

/** How long to wait after so many failures in a row, in ms: 1 s · 2^n with full jitter, at most 60 s. */
function backoff(failures: number, random: () => number): number {
  return Math.max(minBackoffMs, random() * Math.min(maxBackoffMs, firstBackoffMs * 2 ** failures))
}
