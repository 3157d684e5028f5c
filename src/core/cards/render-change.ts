import type { Policy } from '../access/policy.ts'
import type { UserId } from '../directory.ts'
import type { I18n, PlainKey } from '../i18n.ts'
import type { Card } from '../model/card.ts'
import type { ChangeView, Outcome } from '../model/change.ts'
import { personName } from '../model/person-name.ts'
import type { Approval, ChangeDetails, GrantExpiryDetails, Request } from '../model/request.ts'
import type { Status } from '../model/status.ts'
import { createChangeButtons } from './change-buttons.ts'

/** The states in which a change, or the end of a grant, has a card of its own. */
const titles = {
  awaiting: 'change.awaiting',
  running: 'change.running',
  done: 'change.done',
  unclear: 'change.unclear',
  failed: 'change.failed',
  rejected: 'change.rejected',
  cancelled: 'change.cancelled',
  expired: 'change.expired',
  superseded: 'change.superseded',
  scheduled: 'change.scheduled',
} as const satisfies Partial<Record<Status, PlainKey>>
type ChangeStatus = keyof typeof titles

const isChangeStatus = (status: Status): status is ChangeStatus => Object.hasOwn(titles, status)

const mostMentioned = 10

/**
 * Renders a change from its asking to its end: what, of whom, before → after, how many, risk, who asked, since and until
 * when; then who did what, and when. A finished card has no button. Undefined in a state that no change can be in.
 */
export function createChangeRenderer({ i18n, policy }: { i18n: I18n; policy: Policy }) {
  const { changeButtons, expiryButtons, isOwn } = createChangeButtons({ i18n, policy })
  const time = (iso: string | Date) => i18n.date(new Date(iso))

  const titleOf = (status: ChangeStatus, title: string, code: string) =>
    i18n.t('change.title', { state: i18n.t(titles[status]), title, code })

  const nameOf = ({ names }: Pick<ChangeDetails, 'names'>, userid: string) =>
    personName(names, userid)

  const askedBy = (
    { requester, createdAt }: Request,
    details: ChangeDetails | GrantExpiryDetails,
  ): string =>
    i18n.markdown('change.askedBy', { by: nameOf(details, requester), since: time(createdAt) })

  const agreed = (
    key: 'change.agreed' | 'change.agreedAlone',
    details: ChangeDetails,
    { userid, at }: Approval,
  ): string => i18n.markdown(key, { by: nameOf(details, userid), at: time(at) })

  const failures = (outcome: Outcome | undefined): string[] =>
    (outcome?.failed ?? []).map(({ userid, code }) =>
      i18n.markdown('change.failedFor', { userid, code }),
    )

  const callOf = (details: ChangeDetails, people: readonly UserId[]) => ({
    label: i18n.markdown('change.approvers'),
    names: Object.fromEntries(people.map(userid => [userid, i18n.escape(nameOf(details, userid))])),
  })

  return function renderChange(
    request: Request,
    details: ChangeDetails | GrantExpiryDetails,
  ): Card | undefined {
    const { status } = request
    if (!isChangeStatus(status)) return undefined
    return details.kind === 'change'
      ? cardOfChange(request, details, status)
      : cardOfExpiry(request, details, status)
  }

  function cardOfChange(request: Request, details: ChangeDetails, status: ChangeStatus): Card {
    const { view, line, approvers, approvals, alone, undoes, outcome, closed, message } = details
    const open = status === 'awaiting'
    const mentions = open ? approvers.slice(0, mostMentioned) : []
    const parts = [
      ...facts(view),
      ...(open ? waiting(request, details) : [askedBy(request, details)]),
      ...(open && approvers.length > mentions.length
        ? [i18n.markdown('change.moreApprovers', { more: approvers.length - mentions.length })]
        : []),
      ...(undoes === undefined ? [] : [i18n.markdown('change.undoes', { code: undoes })]),
      ...(open
        ? []
        : approvals.map(one =>
            agreed(alone ? 'change.agreedAlone' : 'change.agreed', details, one),
          )),
      ...failures(outcome),
      lastWord(request, details, status),
      closed?.reason === undefined ? '' : i18n.markdown('change.reason', { reason: closed.reason }),
      message && !open ? i18n.message(message) : '',
    ]
    return {
      title: titleOf(status, view.title, request.code),
      markdown: parts.filter(part => part !== '').join('\n\n'),
      tips: line,
      ...changeButtons(request.code, details, status),
      mentions,
      ...(open && !isOwn(details) && { call: callOf(details, mentions) }),
    }
  }

  /** It is drawn as its grant until it is planned as a change of its own. */
  function cardOfExpiry(request: Request, details: GrantExpiryDetails, status: ChangeStatus): Card {
    const { change, view, line, outcome, message } = details
    const isPlanned = change.plan !== undefined
    const waits = status === 'scheduled'
    const parts = [
      ...(isPlanned ? facts(view) : []),
      askedBy(request, details),
      ...(waits ? scheduled(details) : []),
      ...failures(outcome),
      status === 'done' ? i18n.markdown('change.doneAt', { at: time(request.updatedAt) }) : '',
      message && !waits ? i18n.message(message) : '',
    ]
    const title = isPlanned ? view.title : i18n.t('scheduled.title', { title: view.title })
    return {
      title: titleOf(status, title, request.code),
      markdown: parts.filter(part => part !== '').join('\n\n'),
      tips: line,
      ...expiryButtons(request.code, details, status),
      mentions: [],
    }
  }

  function facts({ before, after, concerned, notes = [], warning }: ChangeView): string[] {
    return [
      i18n.markdown('change.before', { before }),
      i18n.markdown('change.after', { after }),
      i18n.markdown('change.concerned', { concerned }),
      ...notes,
      ...(warning === undefined ? [] : [i18n.markdown('change.warning', { warning })]),
    ]
  }

  function waiting({ requester, createdAt, dueAt }: Request, details: ChangeDetails): string[] {
    const { risk, approvals, alone } = details
    const { by, count } = policy.approvals[risk]
    return [
      i18n.markdown('change.risk', {
        risk: i18n.t(`risk.${risk}`),
        who: i18n.t(alone ? 'agree.alone' : `agree.${by}`, { count }),
      }),
      i18n.markdown('change.asked', {
        by: nameOf(details, requester),
        since: time(createdAt),
        until: dueAt ? time(dueAt) : '',
      }),
      ...approvals.map(one => agreed('change.agreed', details, one)),
    ]
  }

  function scheduled({ endsAt, ends, acknowledged, view }: GrantExpiryDetails): string[] {
    return [
      i18n.markdown('scheduled.granted', { what: view.after }),
      i18n.markdown(acknowledged ? 'scheduled.letGo' : 'scheduled.ends', {
        at: time(endsAt),
        code: ends,
      }),
    ]
  }

  function lastWord(request: Request, details: ChangeDetails, status: ChangeStatus): string {
    const { closed, supersededBy } = details
    const at = time(closed?.at ?? request.updatedAt)
    switch (status) {
      case 'done':
        return i18n.markdown('change.doneAt', { at })
      case 'rejected':
        return i18n.markdown('change.rejectedBy', { by: nameOf(details, closed?.by ?? ''), at })
      case 'cancelled':
        return i18n.markdown('change.cancelledAt', { at })
      case 'expired':
        return i18n.markdown('change.expiredAt', { at })
      case 'superseded':
        return supersededBy === undefined
          ? ''
          : i18n.markdown('change.supersededBy', { code: supersededBy })
      case 'awaiting':
      case 'running':
      case 'scheduled':
      case 'failed':
      case 'unclear':
        return ''
    }
  }
}
