import { randomUUID } from 'node:crypto'
import { parsed } from '../parsed.ts'
import type { Frame } from '../wire.ts'

export interface Push {
  type: 'CALLBACK' | 'EVENT' | 'SYSTEM'
  topic: string
  data: unknown
  headers?: Record<string, string>
}

const appId = '1305d5f5-5a4d-484f-9999-97d9b0c0ef67'

/** What the wire log keeps of a push. */
export const newFrame = (push: Push, connectionId: string, now: number): Frame => {
  const eventType = push.headers?.eventType
  return {
    at: now,
    type: push.type,
    topic: push.topic,
    messageId: randomUUID(),
    ...(eventType !== undefined && { eventType }),
    connectionId,
    data: typeof push.data === 'string' ? parsed(push.data) : push.data,
  }
}

/** The frame as text (stream-and-cards.md 2.1): `data` is JSON inside JSON. No SYSTEM frame was seen with the app's ids (2.3). */
export const wireText = (
  { type, topic, data, headers }: Push,
  { messageId, connectionId, at }: Frame,
) =>
  JSON.stringify({
    specVersion: '1.0',
    type,
    headers: {
      ...(type !== 'SYSTEM' && { appId, connectionId }),
      contentType: 'application/json',
      messageId,
      time: String(at),
      topic,
      ...headers,
    },
    data: typeof data === 'string' ? data : JSON.stringify(data),
  })

const unifiedAppId = 'bbb381b6-f012-4444-9999-58dac0ffee01'

/** An EVENT frame: what belongs to the event itself is in the headers, the data is a JSON string (stream-and-cards.md 6.3). */
export function eventPush(
  eventType: string,
  data: Record<string, unknown>,
  corpId: string,
  now: number,
): Push {
  return {
    type: 'EVENT',
    topic: '*',
    data,
    headers: {
      eventType,
      eventId: randomUUID().replaceAll('-', ''),
      eventBornTime: String(now),
      eventCorpId: corpId,
      eventUnifiedAppId: unifiedAppId,
    },
  }
}
