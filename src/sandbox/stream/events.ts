import { randomUUID } from 'node:crypto'
import type { Push } from './frame.ts'

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
