import { randomUUID } from 'node:crypto'
import type { Config } from './config.ts'
import type { Policy } from './core/access/policy.ts'
import { atMost } from './core/at-most.ts'
import { createBot } from './core/bot.ts'
import type { Clock, Log } from './core/ports.ts'
import { createPlanSchemas } from './core/request/load-change.ts'
import { renderCallbackResponse } from './dingtalk/chat/card-template.ts'
import { createChat } from './dingtalk/chat/chat.ts'
import { createDingTalk } from './dingtalk/dingtalk.ts'
import { createStream } from './dingtalk/stream/stream.ts'
import { createMetrics } from './http/metrics.ts'
import { createHttpServer } from './http/server.ts'
import { createI18n } from './i18n/create-i18n.ts'
import { loadCommands } from './load-commands.ts'
import { systemClock } from './runtime/clock.ts'
import { createIdentity, type Identity } from './runtime/process-identity.ts'
import { repeat } from './runtime/repeat.ts'
import { version } from './runtime/version.ts'
import { openStore } from './store/open-store.ts'

const secondMs = 1000
const dayMs = 24 * 3600 * secondMs

/** How long a process may be silent before its work is somebody else's, and how often everyone looks for such work. */
const leaseMs = 15 * secondMs
const sweepMs = 5 * secondMs
/** How often everyone looks whether a new day's audit checkpoint is to be posted. */
const checkpointMs = 10 * 60 * secondMs
/** Personal data of what has ended is kept this long (docs/operations.md). */
const keepMs = 30 * dayMs

export interface Surroundings {
  readonly log: Log
  readonly policy: Policy
  readonly clock?: Clock
  readonly random?: () => number
  readonly identity?: Identity
}

export type Robot = Awaited<ReturnType<typeof startRobot>>

/** Builds every room and starts it: store, HTTP, stream. Rejects where the database or the port cannot be had. */
export async function startRobot(config: Config, surroundings: Surroundings) {
  const { log, clock = systemClock, random = Math.random } = surroundings
  const { owner, isAlive } = surroundings.identity ?? createIdentity()
  const commands = await loadCommands()
  const { policy } = surroundings
  const i18n = createI18n(config.locale)
  const url = config.databaseUrl
  const planSchemas = createPlanSchemas(commands)
  const store = await openStore({ url, owner, isAlive, leaseMs, clock, log, planSchemas })
  const { requests } = store
  const metrics = createMetrics({
    async states() {
      const { states, unreadable } = await store.counts()
      return { ...states, unreadable }
    },
  })
  const startedAt = clock.now()
  const dingtalk = createDingTalk(config, { clock, log, metrics })
  const { hosts, openapi, directory, webhooks } = dingtalk
  const robotCode = config.clientId
  const templateId = config.cardTemplateId
  const chat = createChat({ openapi, robotCode, templateId, webhooks, i18n, clock, log })
  const bot = createBot({
    requests,
    chat,
    directory,
    live: dingtalk.live,
    writers: dingtalk.writers,
    callMs: dingtalk.callMs,
    invalidateDirectory: () =>
      (['roles', 'members', 'users'] as const).forEach(directory.invalidate),
    audit: store.audit,
    policy,
    commands,
    i18n,
    clock,
    log,
    metrics,
    newId: randomUUID,
    random,
    async status() {
      const { states, unreadable } = await store.counts()
      const metered = metrics.metered()
      return { version, connected: stream.connected(), startedAt, states, unreadable, metered }
    },
  })
  const stream = createStream({
    ...config,
    apiUrl: hosts.api,
    allowsEndpoint: hosts.allowsSocket,
    version,
    inbox: bot,
    onInvalidation: invalidations => invalidations.forEach(directory.invalidate),
    onWebhook: webhooks.remember,
    renderAnswer: renderCallbackResponse,
    clock,
    random,
    log,
    metrics,
  })
  const http = await createHttpServer({
    host: config.host,
    port: config.port,
    health: { streamConnected: stream.connected, storeReady: store.ready },
    metrics,
  })

  const life = new AbortController()
  const purge = () => store.purge({ olderThan: new Date(clock.now().getTime() - keepMs) })
  let choresInHand = 0
  const every = (ms: number, chore: () => Promise<unknown>) =>
    repeat(
      async () => {
        choresInHand += 1
        await chore().finally(() => {
          choresInHand -= 1
        })
      },
      ms,
      { clock, log, signal: life.signal },
    )
  const chores = Promise.all([
    every(sweepMs, bot.renew),
    every(sweepMs, bot.sweep),
    every(checkpointMs, bot.postAuditCheckpoint),
    every(dayMs, purge),
  ])
  void stream.start()
  log.info('robot.started', { version, url: http.url })

  return {
    url: http.url,
    /** Whether a frame, a request or a chore is in hand. Where none is, only time, a person or DingTalk makes it do anything. */
    busy: () => stream.busy() || bot.busy() || choresInHand > 0,
    /** Takes no more frames, finishes or hands back what is in hand, and closes: within 10 s. */
    async stop(): Promise<void> {
      log.info('robot.stopping')
      life.abort()
      await stream.stop({ ackWithinMs: 2 * secondMs })
      await bot.drain(5 * secondMs)
      // A sweep may be waiting for DingTalk; what it has in hand was handed back.
      await atMost(clock, secondMs, chores)
      await http.close()
      await store.close()
      await dingtalk.close()
      log.info('robot.stopped')
    },
  }
}
