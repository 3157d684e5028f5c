import { LRUCache } from 'lru-cache'
import type {
  CardActionAnswer,
  Clock,
  Inbox,
  Invalidation,
  Log,
  Metrics,
} from '../../core/ports.ts'
import { topics } from '../frames/envelope.ts'
import { type Frame, readFrame } from '../frames/frame.ts'
import type { Webhook } from '../frames/robot-message.ts'
import type { Connection } from './connection.ts'

export interface FrameHandlerDeps {
  readonly corpId: string
  readonly inbox: Inbox
  /** Must not throw. */
  onInvalidation(invalidations: readonly (Invalidation | 'all')[]): void
  onWebhook(webhook: Webhook): void
  /** The card callback's response for what core answered (https://open.dingtalk.com/document/orgapp/event-callback-card). */
  renderAnswer(answer: CardActionAnswer): object
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

/** Type and topic as the metrics name them; a topic from outside would be a label without bound. */
const labels = {
  message: ['CALLBACK', topics.message],
  press: ['CALLBACK', topics.press],
  'stray-press': ['CALLBACK', topics.press],
  'unknown-topic': ['CALLBACK', 'unknown'],
  event: ['EVENT', '*'],
  ping: ['SYSTEM', 'ping'],
  disconnect: ['SYSTEM', 'disconnect'],
  notice: ['SYSTEM', 'notice'],
  garbage: ['unknown', 'garbage'],
} as const satisfies Record<Frame['kind'], readonly [string, string]>

/** What a server says that only lets in and sends away; anything else is a sign that the connection works. */
const idle: readonly Frame['kind'][] = ['notice', 'disconnect', 'garbage']

/** An event may come again although its ack arrived. */
const eventTtlMs = 15 * 60_000
const maxEvents = 10_000

/** 400 as DingTalk's Python SDK uses it: the push was read, and makes no sense. */
type AckCode = 200 | 400 | 404 | 500

const ackMessages = { 200: 'OK', 400: 'unreadable', 404: 'no such topic', 500: 'failed' } as const

type Answer = (code: AckCode, data: string) => void
type Work = { afterAck(): Promise<void> }

const empty = '{}'
const noResponse = JSON.stringify({ response: {} })
const consumed = JSON.stringify({ status: 'SUCCESS', message: '' })
const messageTaken = JSON.stringify({ response: null })

/** Takes frames: reads them, hands them in, answers each on the connection it came from. Nothing it does throws. */
export function createFrameHandler(deps: FrameHandlerDeps) {
  const { corpId, inbox, onInvalidation, onWebhook, renderAnswer, clock, log, metrics } = deps
  const now = () => clock.now().getTime()
  const seen = new LRUCache<string, true>({
    max: maxEvents,
    ttl: eventTtlMs,
    ttlResolution: 0,
    perf: { now },
  })
  const inHand = new Set<Promise<void>>()
  const atWork = new Set<Promise<void>>()

  function take(raw: string, connection: Connection): void {
    const work = handle(raw, connection).finally(() => inHand.delete(work))
    inHand.add(work)
  }

  async function handle(raw: string, connection: Connection): Promise<void> {
    const arrivedMs = now()
    const frame = readFrame(raw, corpId)
    const [type, topic] = labels[frame.kind]
    metrics.frame(type, topic)
    if (!idle.includes(frame.kind)) connection.use()
    const answer: Answer = (code, data) => {
      if (frame.messageId === undefined) return
      if (connection.send(ack(frame.messageId, code, data)))
        metrics.ack(topic, code, (now() - arrivedMs) / 1_000)
      else log.warn('stream.ack-too-late', { topic })
    }
    try {
      await route(frame, answer, connection)
    } catch (error) {
      log.error('stream.not-taken', { topic, ...idOf(frame), error })
      // A message stays unanswered, and is pushed again. Nothing says that a press is: an answer ends its waiting.
      if (frame.kind === 'press') answer(500, noResponse)
    }
  }

  async function route(frame: Frame, answer: Answer, connection: Connection): Promise<void> {
    switch (frame.kind) {
      case 'message': {
        if (frame.webhook !== undefined) onWebhook(frame.webhook)
        const stored = await inbox.onMessage(frame.message)
        answer(200, messageTaken)
        return begin(stored, frame)
      }
      case 'press': {
        const decided = await inbox.onCardAction(frame.press)
        try {
          return answer(200, JSON.stringify({ response: renderAnswer(decided.answer) }))
        } finally {
          begin(decided, frame)
        }
      }
      case 'event':
        answer(200, consumed)
        if (isNew(frame.eventId) && frame.invalidations.length > 0)
          onInvalidation(frame.invalidations)
        return
      case 'ping':
        return answer(200, frame.data)
      case 'disconnect':
        // An unanswered one is sent again (comment in DingTalk's Go SDK).
        answer(200, empty)
        return connection.retire()
      case 'notice':
        return
      case 'stray-press':
        log.warn('stream.stray-press')
        return answer(200, noResponse)
      case 'unknown-topic':
        log.warn('stream.unknown-topic')
        return answer(404, empty)
      case 'garbage':
        log.warn('stream.unreadable', { why: frame.why })
        return answer(400, empty)
    }
  }

  function isNew(eventId: string | undefined): boolean {
    if (eventId === undefined) return true
    if (seen.has(eventId)) return false
    seen.set(eventId, true)
    return true
  }

  function begin(work: Work, frame: Frame): void {
    const done = Promise.resolve()
      .then(() => work.afterAck())
      .catch(error => log.error('stream.work-failed', { ...idOf(frame), error }))
      .finally(() => atWork.delete(done))
    atWork.add(done)
  }

  return {
    take,
    /** Resolves once every frame taken so far is answered or given up; the work afterwards is not waited for. */
    settled: async () => void (await Promise.allSettled(inHand)),
    /** Whether a frame is being answered, or worked on afterwards. */
    busy: () => inHand.size > 0 || atWork.size > 0,
  }
}

function idOf(frame: Frame): { id?: string } {
  switch (frame.kind) {
    case 'message':
      return { id: frame.message.msgId }
    case 'press':
      return { id: frame.press.requestId }
    default:
      return {}
  }
}

/** The answer to a push; `data` is JSON text (https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description). */
function ack(messageId: string, code: AckCode, data: string): string {
  const headers = { messageId, contentType: 'application/json' }
  return JSON.stringify({ code, message: ackMessages[code], headers, data })
}
