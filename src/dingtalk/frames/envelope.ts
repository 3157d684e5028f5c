import { z } from 'zod'

const maybe = z.string().min(1).optional().catch(undefined)

const headers = z.object({
  topic: maybe,
  messageId: maybe,
  eventType: maybe,
  eventId: maybe,
  eventCorpId: maybe,
})

/** What is around every push. One sample of the protocol's document spells the container `header`. */
export const envelope = z
  .object({
    type: z.string(),
    headers: headers.optional(),
    header: headers.optional(),
    data: z.unknown().optional(),
  })
  .transform(({ type, headers, header, data }) => ({
    type,
    data,
    headers: headers ?? header ?? {},
  }))

export type Envelope = z.output<typeof envelope>
