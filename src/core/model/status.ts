/** The states of design.md 4. `received`, `running`, and what is still to be delivered are work; the rest waits or is closed. */
export const statuses = [
  'received',
  'answered',
  'refused',
  'failed',
  'awaiting',
  'running',
  'done',
  'unclear',
  'rejected',
  'cancelled',
  'expired',
  'superseded',
  'scheduled',
] as const

export type Status = (typeof statuses)[number]
