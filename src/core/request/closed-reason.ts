import { type Sentence, sentence, type Words } from '../i18n.ts'
import type { Request } from '../model/request.ts'

/** Why a request can no longer be decided: who came first, and how it ended. A grant ends without anybody's approval. */
export function over(request: Request, words: Words): Sentence {
  const time = (iso = '') => (iso === '' ? '' : words.date(new Date(iso)))
  const { code, status, details } = request
  const name = (userid: string) => details.names?.[userid] ?? userid
  const agreed = details.agreed?.at(-1)
  const approver = { code, by: agreed ? name(agreed.userid) : '', at: time(agreed?.at) }
  const ended = { code, by: name(details.ended?.by ?? ''), at: time(details.ended?.at) }
  switch (status) {
    case 'running':
      return agreed ? sentence('over.running', approver) : sentence('over.runningAlone', { code })
    case 'done':
      return agreed ? sentence('over.done', approver) : sentence('over.doneAlone', { code })
    case 'failed':
      if (agreed) return sentence('over.failed', approver)
      return sentence(details.ends === undefined ? 'code.noChange' : 'over.failedAlone', { code })
    case 'unclear':
      return agreed ? sentence('over.unclear', approver) : sentence('over.unclearAlone', { code })
    case 'rejected':
      return sentence('over.rejected', ended)
    case 'cancelled':
      return details.ended
        ? sentence('over.cancelled', ended)
        : sentence('over.requesterGone', { code })
    case 'expired':
      return sentence('over.expired', { code })
    case 'superseded':
      return details.supersededBy === undefined
        ? sentence('over.moved', { code })
        : sentence('over.superseded', { code, next: details.supersededBy })
    case 'awaiting':
      return sentence('over.awaiting', { code })
    case 'scheduled':
      return sentence('over.scheduled', { code })
    case 'received':
    case 'answered':
    case 'refused':
      return sentence('code.noChange', { code })
  }
}
