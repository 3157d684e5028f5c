import { z } from 'zod'
import { parsed } from '../parsed.ts'
import type { Ack, Frame, Wire } from '../wire.ts'
import { withoutNulls } from '../without-nulls.ts'

/** What a robot answers with (stream-and-cards.md 2.2); tolerant, because a sandbox should show what came. */
const ackFrame = z.object({
  code: z.number(),
  message: z.string().optional(),
  headers: z.object({ messageId: z.string() }),
  data: z.unknown().optional(),
})

/** The frames that wait for an ack. A second ack for the same frame changes nothing. */
export function createAcks(wire: Wire) {
  const waiting = new Map<string, { frame: Frame; since: number; acked: (ack: Ack) => void }>()
  return {
    expect(frame: Frame, acked: (ack: Ack) => void = () => undefined) {
      waiting.set(frame.messageId, { frame, since: performance.now(), acked })
    },
    received(text: string, connectionId: string) {
      const ack = ackFrame.safeParse(withoutNulls(parsed(text)))
      if (!ack.success) return
      const { code, message = '', headers, data } = ack.data
      const waiter = waiting.get(headers.messageId)
      if (!waiter || waiter.frame.ack) return
      waiter.frame.ack = {
        code,
        message,
        data: typeof data === 'string' ? parsed(data) : data,
        ms: Math.round(performance.now() - waiter.since),
        connectionId,
      }
      wire.tell({ kind: 'ack', frame: waiter.frame })
      waiter.acked(waiter.frame.ack)
    },
  }
}

export type Acks = ReturnType<typeof createAcks>
