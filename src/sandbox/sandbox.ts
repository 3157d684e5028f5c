import express from 'express'
import { takeAddress } from './address.ts'
import { createAnswerer } from './api/answerer.ts'
import { createApis } from './api/apis.ts'
import { mountApis } from './api/mount-apis.ts'
import { createTokens } from './api/tokens.ts'
import { type CardState, type CardView, viewCard } from './cards/card.ts'
import { createPresser } from './cards/presser.ts'
import { createConversations, type Item } from './chat/conversations.ts'
import { createSessions } from './chat/sessions.ts'
import { createSpeaker } from './chat/speaker.ts'
import { createCompany } from './company/company.ts'
import { mountControl } from './control/control.ts'
import { credentials } from './credentials.ts'
import { createFaults } from './faults.ts'
import { onlyThisMachine } from './only-this-machine.ts'
import type { SandboxOptions } from './options.ts'
import { mountPage } from './page/page.ts'
import { createAcks } from './stream/acks.ts'
import { createConnections } from './stream/connections.ts'
import { eventPush } from './stream/frame.ts'
import { createNotices } from './stream/notices.ts'
import { createPusher } from './stream/pusher.ts'
import { createTickets } from './stream/tickets.ts'
import { createTimers } from './timers.ts'
import { gatewayPath } from './v1/gateway.ts'
import { createWire } from './wire.ts'

/** Starts a DingTalk of one's own: gateway, server API, an invented company, and a page, on a port of this machine. */
export async function createSandbox(options: SandboxOptions = {}) {
  const { now = Date.now, qps = 20, robotName = 'Rolekeeper' } = options
  const {
    ackLimitMs = 3000,
    pressLimitMs = 2000,
    pingEveryMs = 25_000,
    templates = 'public',
  } = options
  const { clientId } = credentials
  const { server, url, environment, answer } = options.address ?? (await takeAddress(0))
  const endpoint = `${url.replace('http', 'ws')}/connect`

  const wire = createWire()
  const timers = createTimers()
  const company = createCompany(now)
  const cards = new Map<string, CardState>()
  const cardsChanged = () => wire.tell({ kind: 'cards' })
  const faults = createFaults({ changed: () => wire.tell({ kind: 'faults' }) })
  const tokens = createTokens({ now })
  const tickets = createTickets({ now })
  const conversationsChanged = () => wire.tell({ kind: 'conversation' })
  const conversations = createConversations({ company, changed: conversationsChanged })
  const sessions = createSessions({ now })

  const acks = createAcks(wire)
  const pusher = createPusher({
    connections: () => connections.all(),
    faults,
    wire,
    acks,
    timers,
    now,
    redeliverAfterMs: options.redeliverAfterMs,
  })
  const notices = createNotices({ wire, acks, timers, now, pingEveryMs })
  const { received } = acks
  const connections = createConnections({ tickets, faults, wire, timers, notices, received })
  /** Pushes an event; for another corp than ours where one is named. */
  const event = (
    eventType: string,
    data: Record<string, unknown>,
    corpId: string = company.corpId,
  ) => pusher.push(eventPush(eventType, data, corpId, now()), { limitMs: ackLimitMs })
  company.onChange(({ eventType, data = {} }) => {
    wire.tell({ kind: 'company' })
    if (eventType) void event(eventType, data)
  })

  const say = createSpeaker({
    company,
    conversations,
    sessions,
    faults,
    pusher,
    clientId,
    robotName,
    url,
    now,
    ackLimitMs,
  })
  const changed = cardsChanged
  const press = createPresser({ cards, company, pusher, pressLimitMs, changed })
  const shared = {
    company,
    conversations,
    sessions,
    cards,
    wire,
    faults,
    tokens,
    say,
    press,
    robotName,
    now,
  }
  const connected = () => connections.all().length

  const app = express().disable('x-powered-by').use(onlyThisMachine)
  mountControl(app, { ...shared, connected, robot: options.robot })
  mountPage(app, { folder: options.pageFolder })
  const apis = createApis({ ...shared, cardsChanged, tickets, templates, qps, endpoint })
  const sleep = (ms: number) => new Promise<void>(resolve => void timers.after(ms, resolve))
  const answerer = createAnswerer({ ...apis, faults, wire, now, sleep })
  mountApis(app, answerer.answer)
  server.on('upgrade', connections.upgrade)
  answer(app)

  return {
    url,
    environment,
    company,
    /** Every API call and every pushed frame, oldest first, live. */
    calls: wire.calls,
    frames: wire.frames,
    /** What the gateway said of its connections themselves. */
    notices: wire.notices,
    cards,
    /** What a group shows, in order; by conversation id, or a userid for the single chat; default: the first group. */
    conversation(id?: string): readonly Item[] {
      if (id === undefined) return conversations.main.items
      return (conversations.get(id) ?? conversations.single(id))?.items ?? []
    },
    /** A person writes; resolves once acknowledged, or with no ack when the limit has passed or nobody is connected. */
    say,
    /** A person presses a button; resolves with the callback's `response`, or undefined where none came in time. */
    press,
    /** The card as that viewer sees it, or as all do; throws where there is no such card. */
    view(outTrackId: string, userid?: string): CardView {
      const card = cards.get(outTrackId)
      if (!card) throw new Error(`no card ${outTrackId}`)
      return viewCard(card, userid)
    },
    /** Any text as a frame, on an open connection. */
    push: pusher.raw,
    event,
    /** A SYSTEM ping; its `opaque` has to come back in the ack. */
    ping: (opaque: string) =>
      pusher.push({ type: 'SYSTEM', topic: 'ping', data: { opaque } }, { limitMs: ackLimitMs }),
    faults,
    /** The token in use expires: the next call with it is refused. */
    expireToken: tokens.invalidate,
    listen: wire.listen,
    /** What was begun and not come to its end: calls that are not answered, pushes that may still be acknowledged or come again. */
    underWay: (): readonly string[] => [...answerer.underWay(), ...pusher.underWay()],
    connections: connected,
    /** Resolves when a robot is connected. */
    connected: () =>
      new Promise<void>(resolve => {
        const look = () => {
          if (connected() === 0) return
          stop()
          resolve()
        }
        const stop = wire.listen(look)
        look()
      }),
    gatewayCalls: () => wire.calls.filter(({ path }) => path === gatewayPath).length,
    async close() {
      pusher.close()
      timers.clear()
      connections.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type Sandbox = Awaited<ReturnType<typeof createSandbox>>
