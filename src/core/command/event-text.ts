import type { I18n } from '../i18n.ts'
import { statuses } from '../model/request.ts'

/** The audit's words for what happened: the states, and what happens within one. They are stored as they are. */
const events = [
  ...statuses,
  'approval',
  'approved',
  'reminded',
  'postponed',
  'prolonged',
  'let go',
  'run again',
  'pressed',
  'press.refused',
] as const
type Event = (typeof events)[number]
const isEvent = (event: string): event is Event => events.some(one => one === event)

/** A state or an event in the reader's words; one that another version wrote stays as it is. */
export const eventText = (event: string, i18n: I18n): string =>
  isEvent(event) ? i18n.t(`event.${event}`) : event
