import { z } from 'zod'
import type { Frame } from '../wire.ts'

const message = z.object({ msgId: z.string() })

/** The msgIds that a robot has acknowledged: DingTalk writes 已读 (read) under such a message. */
export const acknowledged = (frames: readonly Frame[]): ReadonlySet<string> =>
  new Set(
    frames.flatMap(({ ack, data }) => {
      const said = message.safeParse(data)
      return ack?.code === 200 && said.success ? [said.data.msgId] : []
    }),
  )
