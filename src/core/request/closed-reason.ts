import { type I18n, type LocalizedMessage, localized } from '../i18n.ts'
import type { Request } from '../model/request.ts'

/** Why a request can no longer be decided: who came first, and how it ended. A grant ends without anybody's approval. */
export function closedReason(request: Request, i18n: I18n): LocalizedMessage {
  const time = (iso = '') => (iso === '' ? '' : i18n.date(new Date(iso)))
  const { code, status, details } = request
  const name = (userid: string) => details.names?.[userid] ?? userid
  const agreed = details.agreed?.at(-1)
  const approver = { code, by: agreed ? name(agreed.userid) : '', at: time(agreed?.at) }
  const ended = { code, by: name(details.ended?.by ?? ''), at: time(details.ended?.at) }
  switch (status) {
    case 'running':
      return agreed ? localized('over.running', approver) : localized('over.runningAlone', { code })
    case 'done':
      return agreed ? localized('over.done', approver) : localized('over.doneAlone', { code })
    case 'failed':
      if (agreed) return localized('over.failed', approver)
      return localized(details.ends === undefined ? 'code.noChange' : 'over.failedAlone', { code })
    case 'unclear':
      return agreed ? localized('over.unclear', approver) : localized('over.unclearAlone', { code })
    case 'rejected':
      return localized('over.rejected', ended)
    case 'cancelled':
      return details.ended
        ? localized('over.cancelled', ended)
        : localized('over.requesterGone', { code })
    case 'expired':
      return localized('over.expired', { code })
    case 'superseded':
      return details.supersededBy === undefined
        ? localized('over.moved', { code })
        : localized('over.superseded', { code, next: details.supersededBy })
    case 'awaiting':
      return localized('over.awaiting', { code })
    case 'scheduled':
      return localized('over.scheduled', { code })
    case 'received':
    case 'answered':
    case 'refused':
      return localized('code.noChange', { code })
  }
}
