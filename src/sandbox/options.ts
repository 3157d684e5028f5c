export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number
  host?: string
  /** Milliseconds since 1970, for lifetimes and limits; waiting is done in real time. */
  now?: () => number
  /** Calls a second for one API; DingTalk's standard edition allows 20. */
  qps?: number
  /** What is not acknowledged is pushed again after so long; off by default. */
  redeliverAfterMs?: number
  /** How long `say` waits for an ack, and `press` for an answer: DingTalk's limits are 3 s and 2 s. */
  ackLimitMs?: number
  pressLimitMs?: number
  robotName?: string
  /** Card templates that exist; default: the public "markdown + buttons" (stream-and-cards.md 5.9). */
  templates?: readonly string[]
}
