import type { Address } from './address.ts'
import type { Templates } from './cards/templates.ts'

export interface RobotProcess {
  /** Ends it as a crash does, and starts it again; in another language where one is named. */
  restart(locale?: 'en' | 'zh'): Promise<void>
  /** The language that it speaks; the page begins with it. */
  locale?(): 'en' | 'zh'
}

export interface SandboxOptions {
  /** Where to be; default: on any free port of this machine. */
  address?: Address
  /** Milliseconds since 1970, for lifetimes and limits; waiting is done in real time. */
  now?: () => number
  /** Calls a second for one API; DingTalk's standard edition allows 20. */
  qps?: number
  /** What is not acknowledged is pushed again after so long; off by default. */
  redeliverAfterMs?: number
  /** How long `say` waits for an ack, and `press` for an answer: DingTalk's limits are 3 s and 2 s. */
  ackLimitMs?: number
  pressLimitMs?: number
  /** How often the gateway pings every connection: field logs had something every 20 to 30 s (stream-and-cards.md 2.12). */
  pingEveryMs?: number
  robotName?: string
  /** The robot's process, where the sandbox's starter has it in hand: the page can end it and start it again. */
  robot?: RobotProcess
  /** The folder of the compiled page; default: beside the built program. */
  pageFolder?: string
  /** Card templates that exist; default: the public ones (stream-and-cards.md 5.9). */
  templates?: Templates
}
