import { z } from 'zod'

/** The CALLBACK topics we subscribe to and read. */
export const topics = {
  message: '/v1.0/im/bot/messages/get',
  press: '/v1.0/card/instances/callback',
} as const

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

/**
 * One level of JSON text (a frame holds up to three, stream-and-cards.md 5.8); undefined where it is none.
 * NUL is dropped on the way: Postgres takes it in no text, and what cannot be stored would be pushed again for ever.
 */
export function decode(text: unknown): unknown {
  if (typeof text !== 'string') return undefined
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '') : value,
    )
  } catch {
    return undefined
  }
}
