import { type I18n, type LocalizedMessage, localized } from '../i18n.ts'
import { personName } from '../model/person-name.ts'
import type { ChangeDetails, Request } from '../model/request.ts'
import type { Status } from '../model/status.ts'

/** Why a request can no longer be decided: who came first, and how it ended. */
export function closedReason({ code, status, details }: Request, i18n: I18n): LocalizedMessage {
  if (details.kind === 'change') return changeClosed(code, status, details, i18n)
  if (details.kind === 'grantExpiry') return expiryClosed(code, status)
  return localized('code.noChange', { code })
}

function changeClosed(
  code: string,
  status: Status,
  { names, approvals, closed, supersededBy }: ChangeDetails,
  i18n: I18n,
): LocalizedMessage {
  const by = ({ userid, at }: { userid: string; at: string }) => ({
    code,
    by: personName(names, userid),
    at: i18n.date(new Date(at)),
  })
  const last = approvals.at(-1)
  switch (status) {
    case 'awaiting':
      return localized('over.awaiting', { code })
    case 'running':
      return last ? localized('over.running', by(last)) : localized('over.runningAlone', { code })
    case 'done':
      return last ? localized('over.done', by(last)) : localized('over.doneAlone', { code })
    case 'failed':
      return last ? localized('over.failed', by(last)) : localized('over.failedAlone', { code })
    case 'unclear':
      return last ? localized('over.unclear', by(last)) : localized('over.unclearAlone', { code })
    case 'rejected':
      return closed
        ? localized('over.rejected', by({ userid: closed.by, at: closed.at }))
        : localized('code.noChange', { code })
    case 'cancelled':
      return closed
        ? localized('over.cancelled', by({ userid: closed.by, at: closed.at }))
        : localized('over.requesterGone', { code })
    case 'expired':
      return localized('over.expired', { code })
    case 'superseded':
      return supersededBy === undefined
        ? localized('over.moved', { code })
        : localized('over.superseded', { code, next: supersededBy })
    case 'received':
    case 'answered':
    case 'refused':
    case 'scheduled':
      return localized('code.noChange', { code })
  }
}

/** A grant ends without anybody's approval. */
function expiryClosed(code: string, status: Status): LocalizedMessage {
  switch (status) {
    case 'scheduled':
      return localized('over.scheduled', { code })
    case 'running':
      return localized('over.runningAlone', { code })
    case 'done':
      return localized('over.doneAlone', { code })
    case 'failed':
      return localized('over.failedAlone', { code })
    case 'unclear':
      return localized('over.unclearAlone', { code })
    case 'received':
    case 'answered':
    case 'refused':
    case 'awaiting':
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'superseded':
      return localized('code.noChange', { code })
  }
}
