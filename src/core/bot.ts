import type { Policy } from './access/policy.ts'
import { atMost } from './at-most.ts'
import { createPressHandler } from './card-actions.ts'
import { createCardDelivery } from './cards/deliver-card.ts'
import { createRequestRenderer } from './cards/render-request.ts'
import type { Command, RobotStatus } from './command/command.ts'
import type { Directory, Writers } from './directory.ts'
import type { I18n } from './i18n.ts'
import type { RunContext } from './model/change.ts'
import type { Request } from './model/request.ts'
import { createParser } from './parse/parse-command.ts'
import type { AuditReader, Chat, Clock, Inbox, Log, Metrics, Requests } from './ports.ts'
import { requestOfHead } from './request/audit-checkpoint.ts'
import { type IdSource, receive, requestOfMessage } from './request/create.ts'
import { createTimekeeper } from './request/deadlines.ts'
import { createExecutor } from './request/execute-change.ts'
import { createProlonger } from './request/extend-grant.ts'
import { createTaker, type Taken } from './request/handle-command.ts'
import { createChangeLoader } from './request/load-change.ts'
import { recording } from './request/recording.ts'

export interface BotSurroundings extends IdSource {
  readonly requests: Requests
  readonly audit: AuditReader
  readonly chat: Chat
  /** What questions look at (remembered, dropped by events), and what changes look at (always anew). */
  readonly directory: Directory
  readonly live: Directory
  readonly writers: Writers
  /** Tells the remembered directory that a change has gone out. */
  invalidateDirectory(): void
  readonly policy: Policy
  readonly commands: readonly Command[]
  readonly i18n: I18n
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  status(): Promise<RobotStatus>
}

export interface BotDeps extends BotSurroundings {
  readonly hands: RunContext
}

export type Bot = ReturnType<typeof createBot>

/**
 * The path of one message: stored here and then acknowledged by the stream ─► taken (parse, authorize, plan) ─► shown.
 * The path of one press: it is a line said by the presser, on the same path; an approval makes its target run ─► shown.
 * What breaks between two of these is found in the store by `sweep`, which every process runs at its start and now and then.
 */
export function createBot(surroundings: BotSurroundings) {
  const { clock, log, commands, i18n } = surroundings
  const requests = recording(surroundings.requests)
  const deps: BotDeps = {
    ...surroundings,
    requests,
    hands: { ...surroundings.writers, extendGrant: createProlonger({ requests, clock }) },
  }
  const parse = createParser({ commands, i18n })
  const revive = createChangeLoader(parse)
  const draw = createRequestRenderer(deps)
  const take = createTaker(deps, parse)
  const execute = createExecutor(deps, revive)
  const come = createTimekeeper(deps, revive)
  const show = createCardDelivery(deps, draw)
  const inHand = new Set<{ readonly id: string; readonly over: Promise<unknown> }>()
  const onCardAction = createPressHandler(deps, {
    draw,
    take: request => hold(request.id, take(request)),
    follow,
  })

  const inbox: Inbox = {
    async onMessage(message) {
      const request = await receive(requests, () => requestOfMessage(deps, message))
      const { msgId } = message
      if (request) log.info('message.stored', { id: request.id, code: request.code, msgId })
      else log.info('message.again', { msgId })
      return { afterAck: async () => request && work(request) }
    },
    onCardAction,
  }

  /** Brings a request as far as it can go now, and shows it. Never rejects: what fails here waits for the next sweep. */
  function work(request: Request, interrupted = false): Promise<void> {
    const done = step(request, interrupted).catch(error =>
      log.error('work.failed', { id: request.id, error }),
    )
    return hold(request.id, done)
  }

  /** In hand until it is over: its lease is renewed, and a stop waits for it. */
  function hold<T>(id: string, doing: Promise<T>): Promise<T> {
    const held = { id, over: doing.catch(() => {}) }
    inHand.add(held)
    return doing.finally(() => inHand.delete(held))
  }

  async function step(request: Request, interrupted: boolean): Promise<void> {
    if (request.status === 'received') return follow(await take(request))
    const moved = request.status === 'running' ? await execute(request, interrupted) : request
    if (moved?.deliveryPending) await show(moved)
    const { supersededBy } = moved?.details ?? {}
    const next = supersededBy === undefined ? undefined : await requests.byCode(supersededBy)
    if (next?.deliveryPending) await work(next)
  }

  /**
   * Shows what was taken, and goes on with the request that its words moved, once its speaker was told. That is in hand from
   * now on: DingTalk may take longer over the telling than a lease lasts.
   */
  async function follow(
    { request, moved }: Taken,
    told: Promise<unknown> = Promise.resolve(),
  ): Promise<void> {
    const others =
      moved &&
      hold(
        moved.id,
        told.catch(() => {}).then(() => work(moved)),
      )
    if (request?.deliveryPending) await show(request)
    await others
  }

  /** Does what a request's time has come for. Never rejects: what fails here is due again at the next sweep. */
  async function wake(request: Request): Promise<void> {
    const moved = await come(request).catch(error =>
      log.error('wake.failed', { id: request.id, error }),
    )
    if (moved) await work(moved)
  }

  return {
    ...inbox,
    /** Whether a request is in hand. */
    busy: () => inHand.size > 0,
    /** Keeps what is in hand from being taken for a crash; to be called more often than leases last. */
    renew: () => requests.renewLeases([...inHand].map(({ id }) => id)),
    /** Posts the audit's head where the policy says: once a day (UTC), however often and in however many processes it is called. */
    async noteHead(): Promise<void> {
      const { auditHead } = surroundings.policy
      if (auditHead === undefined) return
      const { conversation } = auditHead
      const today = await receive(requests, () => requestOfHead(deps, conversation, clock.now()))
      if (today) await work(today)
    },
    /** Takes up what a crash, a full queue, a silent DingTalk or the clock left. Safe in several processes: the store lends each request to one. */
    async sweep(): Promise<void> {
      const left = await requests.claimAbandoned(20)
      for (const { id, status } of left) log.info('sweep.takenOver', { id, status })
      const due = await requests.due(20)
      // Side by side: what DingTalk keeps waiting keeps nothing else from its time.
      await Promise.all([...left.map(request => work(request, true)), ...due.map(wake)])
    },
    /** Resolves when nothing is in hand, or after `ms`; then hands back what is left to whoever asks next. */
    async drain(ms: number): Promise<void> {
      await atMost(clock, ms, Promise.all([...inHand].map(held => held.over)))
      for (const { id } of inHand) await requests.releaseLease(id)
    },
  }
}
