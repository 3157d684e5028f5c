import type { CardAction, Invalidation, Message } from '../../core/ports.ts'
import { readCardCallback } from './card-callback.ts'
import { invalidationsOf } from './directory-event.ts'
import { decode, type Envelope, envelope, topics } from './envelope.ts'
import { readRobotMessage, type Webhook } from './robot-message.ts'

/** A push, understood. Where `messageId` is there, the push can be answered. */
export type Frame = { readonly messageId?: string | undefined } & (
  | { readonly kind: 'message'; readonly message: Message; readonly webhook: Webhook | undefined }
  | { readonly kind: 'press'; readonly press: CardAction }
  /** A button of a card that is none of ours. */
  | { readonly kind: 'stray-press' }
  | {
      readonly kind: 'event'
      readonly eventId: string | undefined
      readonly invalidations: readonly Invalidation[]
    }
  /** `data` goes back as it came. */
  | { readonly kind: 'ping'; readonly data: string }
  /** The server will close this connection in 10 s and pushes nothing more on it. */
  | { readonly kind: 'disconnect' }
  /** CONNECTED, REGISTERED, KEEPALIVE and whatever else wants no answer. */
  | { readonly kind: 'notice' }
  | { readonly kind: 'unknown-topic' }
  | { readonly kind: 'garbage'; readonly why: string }
)

/**
 * Reads one push of the stream (https://open.dingtalk.com/document/direction/stream-mode-protocol-access-description)
 * as seen from our corp. Never throws: what is not understood is a kind of its own.
 */
export function readFrame(raw: string, corpId: string): Frame {
  const { data: push } = envelope.safeParse(decode(raw))
  if (push === undefined) return { kind: 'garbage', why: 'not an envelope' }
  // The type comes first: the topic of an event is documented in two spellings.
  switch (push.type) {
    case 'SYSTEM':
      return readSystem(push)
    case 'EVENT':
      return readEvent(push, corpId)
    case 'CALLBACK':
      return readCallback(push, corpId)
    default:
      return { kind: 'garbage', why: 'unknown type', messageId: push.headers.messageId }
  }
}

function readSystem({ headers: { topic, messageId }, data }: Envelope): Frame {
  switch (topic) {
    case 'ping':
      return { kind: 'ping', messageId, data: typeof data === 'string' ? data : '{}' }
    case 'disconnect':
      return { kind: 'disconnect', messageId }
    default:
      return { kind: 'notice', messageId }
  }
}

/** Events are hints: which type it was says enough, and the payload is not believed. */
function readEvent({ headers }: Envelope, corpId: string): Frame {
  const { messageId, eventId, eventType, eventCorpId = corpId } = headers
  const invalidations = eventCorpId === corpId ? invalidationsOf(eventType) : []
  return { kind: 'event', messageId, eventId, invalidations }
}

function readCallback({ headers: { topic, messageId }, data }: Envelope, corpId: string): Frame {
  switch (topic) {
    case topics.message: {
      const read = readRobotMessage(decode(data), corpId)
      if (read === undefined) return { kind: 'garbage', why: 'not a robot message', messageId }
      return { kind: 'message', messageId, ...read }
    }
    case topics.press: {
      // The frame's id is what tells one press from its second delivery.
      if (messageId === undefined) return { kind: 'garbage', why: 'a press without messageId' }
      const press = readCardCallback(decode(data), messageId, corpId)
      if (press === undefined) return { kind: 'garbage', why: 'not a card callback', messageId }
      return press === 'stray'
        ? { kind: 'stray-press', messageId }
        : { kind: 'press', messageId, press }
    }
    default:
      return { kind: 'unknown-topic', messageId }
  }
}
