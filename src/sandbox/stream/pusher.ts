import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import { parsed } from '../parsed.ts'
import type { Timers } from '../timers.ts'
import type { Ack, Frame, Wire } from '../wire.ts'
import type { Acks } from './acks.ts'
import type { Connection } from './connection.ts'
import { newFrame, type Push, wireText } from './frame.ts'

export interface PushOptions {
  /** How long the pusher waits for the ack before it goes on without. */
  limitMs: number
  /** How many frames, each with a messageId of its own, carry the same data. */
  deliveries?: number | undefined
}

/** Re-pushes of one frame that nobody acknowledged; the real number is not documented. */
const mostRedeliveries = 3

/** Pushes frames, each over an open connection chosen at random (stream-and-cards.md 2.7), and collects the acks. */
export function createPusher(deps: {
  connections: () => readonly Connection[]
  faults: Faults
  wire: Wire
  acks: Acks
  timers: Timers
  now: () => number
  redeliverAfterMs: number | undefined
}) {
  const { connections, faults, wire, acks, timers, now, redeliverAfterMs } = deps
  const unanswered = new Set<() => void>()
  /** Until when a frame's ack is waited for, or it is pushed again: on the machine's clock, like the timers. */
  const waiting = new Map<Frame, { connection: Connection; until: number }>()
  let redeliveriesToCome = 0

  const subscribed = ({ type, topic }: Push) =>
    connections().filter(
      ({ leaving, subscriptions }) =>
        !leaving &&
        (type === 'SYSTEM' || subscriptions.some(one => one.type === type && one.topic === topic)),
    )

  /** One frame on one connection. Without a connection the push is lost, unless redelivery is on. */
  const send = (push: Push, acked: (ack: Ack) => void, tries: number, limitMs: number) => {
    const candidates = subscribed(push)
    const connection = candidates[candidates.length > 1 ? randomInt(candidates.length) : 0]
    const frame = connection && newFrame(push, connection.id, now())
    if (frame) {
      waiting.set(frame, { connection, until: performance.now() + limitMs })
      acks.expect(frame, ack => {
        waiting.delete(frame)
        acked(ack)
      })
      wire.frame(frame)
      if (!connection.silent) connection.socket.send(wireText(push, frame))
    }
    if (redeliverAfterMs === undefined || tries >= mostRedeliveries || push.type === 'SYSTEM')
      return
    redeliveriesToCome += 1
    timers.after(redeliverAfterMs, () => {
      redeliveriesToCome -= 1
      // Without a connection it was no try.
      if (!frame?.ack) send(push, acked, frame ? tries + 1 : tries, limitMs)
    })
  }

  return {
    /** Resolves with the first ack, or with undefined when none came in time. */
    push(push: Push, { limitMs, deliveries = 1 }: PushOptions): Promise<Ack | undefined> {
      const twice = faults.strike('duplicate-delivery', push.topic)
      const copies = twice ? Math.max(deliveries, twice.copies ?? 2) : deliveries
      return new Promise(resolve => {
        if (redeliverAfterMs === undefined && subscribed(push).length === 0)
          return resolve(undefined)
        const settle = (ack: Ack | undefined) => {
          stopWaiting()
          unanswered.delete(giveUp)
          resolve(ack)
        }
        const giveUp = () => settle(undefined)
        const stopWaiting = timers.after(limitMs, giveUp)
        unanswered.add(giveUp)
        for (let copy = 0; copy < copies; copy += 1) send(push, settle, 0, limitMs)
      })
    },
    /** Any text as a frame, on an open connection. */
    raw(text: string) {
      const [connection] = connections().filter(({ leaving, silent }) => !leaving && !silent)
      if (!connection) return
      const headers = z
        .object({ headers: z.object({ messageId: z.string() }) })
        .safeParse(parsed(text))
      const messageId = headers.success ? headers.data.headers.messageId : ''
      const frame: Frame = {
        at: now(),
        type: 'raw',
        topic: '',
        messageId,
        connectionId: connection.id,
        data: parsed(text),
      }
      if (messageId) acks.expect(frame)
      wire.frame(frame)
      connection.socket.send(text)
    },
    /** The topics of frames whose ack may still come, and of what will be looked at for being pushed again. */
    underWay(): string[] {
      for (const [frame, { connection, until }] of waiting)
        if (until < performance.now() || connection.socket.readyState !== connection.socket.OPEN)
          waiting.delete(frame)
      const topics = [...waiting].flatMap(([{ topic }, { connection }]) =>
        connection.silent ? [] : [topic],
      )
      return redeliveriesToCome > 0 ? [...topics, 'a push that may come again'] : topics
    },
    close() {
      for (const giveUp of unanswered) giveUp()
    },
  }
}

export type Pusher = ReturnType<typeof createPusher>
