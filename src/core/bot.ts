import type { Command, RobotStatus } from './command.ts'
import type { Directory } from './directory.ts'
import { newCode, requestOfMessage } from './new-request.ts'
import type { Chat, Clock, Inbox, Log, Message, Metrics, Requests } from './ports.ts'
import { createPressHandler } from './press.ts'
import type { Request } from './request.ts'
import { createShower } from './show.ts'
import { createTaker } from './take.ts'
import type { Words } from './words.ts'

export interface BotDeps {
  readonly requests: Requests
  readonly chat: Chat
  /** What questions look at: cached, and dropped by events. */
  readonly directory: Directory
  readonly commands: readonly Command[]
  readonly words: Words
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  status(): Promise<RobotStatus>
  /** A new request's id, and dice for its code. */
  newId(): string
  random(): number
}

export type Bot = ReturnType<typeof createBot>

/**
 * The path of one message: stored here and then acknowledged by the stream ─► taken (parse, authorize, plan) ─► shown.
 * What breaks between two of these is found in the store by `sweep`, which every process runs at its start and now and then.
 */
export function createBot(deps: BotDeps) {
  const { requests, clock, log } = deps
  const take = createTaker(deps)
  const show = createShower(deps)
  const press = createPressHandler(deps)
  const inHand = new Map<string, Promise<void>>()

  const inbox: Inbox = {
    async message(message) {
      const request = await receive(message)
      if (!request) log.info('message.again', { msgId: message.msgId })
      return { afterwards: async () => request && work(request) }
    },
    press,
  }

  async function receive(message: Message): Promise<Request | undefined> {
    const id = deps.newId()
    const request = await requests.receive(requestOfMessage(message, id, newCode(deps.random)))
    if (request) log.info('message.stored', { id, code: request.code, msgId: message.msgId })
    return request
  }

  /** Brings a request as far as it can go now, and shows it. Never rejects: what fails here waits for the next sweep. */
  function work(request: Request): Promise<void> {
    const done = step(request)
      .catch(error => log.error('work.failed', { id: request.id, error }))
      .finally(() => inHand.delete(request.id))
    inHand.set(request.id, done)
    return done
  }

  async function step(request: Request): Promise<void> {
    const taken = request.status === 'received' ? await take(request) : request
    if (taken?.owed) await show(taken)
  }

  return {
    ...inbox,
    /** Takes up what a crash, a full queue or a silent DingTalk left behind. Safe in several processes: the store lends each request to one. */
    async sweep(): Promise<void> {
      await requests.renew([...inHand.keys()])
      const left = await requests.takeOver(20)
      for (const request of left)
        log.info('sweep.takenOver', { id: request.id, status: request.status })
      await Promise.all(left.map(work))
    },
    /** Resolves when nothing is in hand, or after `ms`; then hands back what is left to whoever asks next. */
    async drain(ms: number): Promise<void> {
      const over = new AbortController()
      await Promise.race([Promise.all(inHand.values()), clock.sleep(ms, over.signal)])
      over.abort()
      for (const id of inHand.keys()) await requests.letGo(id)
    },
  }
}
