/**
 * Something changed. `eventType` and `data` are the event that DingTalk pushes for it; a change that DingTalk
 * documents no event for (a manage scope) has none.
 */
export interface Change {
  eventType?: string
  data?: Record<string, unknown>
}

export type Changed = (change: Change) => void
