import type { CardActionAnswer, Inbox, Log } from '../../../src/core/ports.ts'
import { createStream, type StreamDeps } from '../../../src/dingtalk/stream/stream.ts'
import { heldClock } from './held-clock.ts'
import { corpId } from './pushes.ts'
import { createWire } from './wire.ts'

export const clientSecret = 's3cr3t+of/the=app'

interface Logged {
  readonly level: string
  readonly event: string
  readonly fields: Readonly<Record<string, unknown>>
}

function keptLog() {
  const lines: Logged[] = []
  const at =
    (level: string) =>
    (event: string, fields = {}) =>
      void lines.push({ level, event, fields })
  const log: Log = { info: at('info'), warn: at('warn'), error: at('error') }
  return { log, lines, of: (event: string) => lines.filter(line => line.event === event) }
}

const open: (() => Promise<unknown>)[] = []

/** Ends what the tests of a file have opened; for afterEach. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close()
}

/** A stream on a wire of its own, not started yet, with everything it did kept for reading. */
export async function streamOnWire(
  more: Partial<StreamDeps> & {
    onMessage?: Inbox['onMessage']
    onCardAction?: Inbox['onCardAction']
  } = {},
  wireOptions = {},
) {
  const wire = await createWire(wireOptions)
  open.push(wire.close)
  const clock = heldClock()
  const log = keptLog()
  /** In order: what was handed in, answered and worked on. */
  const happened: string[] = []
  const invalidations: string[][] = []
  const webhooks: string[] = []
  let reconnects = 0
  const afterAck = async () => void happened.push('work')
  const {
    onMessage = async () => {
      happened.push('stored')
      return { afterAck }
    },
    onCardAction = async () => {
      happened.push('decided')
      const answer: CardActionAnswer = { tips: 'page 2' }
      return { answer, afterAck }
    },
    ...deps
  } = more

  const stream = createStream({
    apiUrl: wire.url,
    clientId: 'dingapp',
    clientSecret,
    corpId,
    inbox: { onMessage, onCardAction },
    onInvalidation: what => void invalidations.push([...what]),
    onWebhook: webhook => void webhooks.push(webhook.url),
    renderAnswer: answer => ({ rendered: answer }),
    clock,
    random: () => 0.5,
    log: log.log,
    metrics: {
      frame: (type, topic) => void happened.push(`frame ${type} ${topic}`),
      ack: (_topic, code) => void happened.push(`ack ${code}`),
      command: () => {},
      apiCall: () => {},
      reconnect: () => {
        reconnects += 1
      },
    },
    ...deps,
  })
  open.push(() => stream.stop({ ackWithinMs: 0 }))
  return {
    stream,
    wire,
    clock,
    log,
    happened,
    invalidations,
    webhooks,
    reconnects: () => reconnects,
  }
}
