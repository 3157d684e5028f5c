import type { I18n } from '../i18n.ts'
import { isAuditEvent } from '../model/stored-names.ts'

/** A state or an event in the reader's words; one that another version wrote stays as it is. */
export const eventText = (event: string, i18n: I18n): string =>
  isAuditEvent(event) ? i18n.t(`event.${event}`) : event
