import type { Policy } from '../access/policy.ts'
import type { UserId } from '../directory.ts'
import type { I18n, PlainKey } from '../i18n.ts'
import type { Card } from '../model/card.ts'
import type { ChangeView } from '../model/change.ts'
import type { Request } from '../model/request.ts'
import { createChangeButtons } from './change-buttons.ts'

/** The states in which a change has a card of its own. */
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
} as const satisfies Record<string, PlainKey>

export const isChangeState = (status: string): status is keyof typeof titles =>
  Object.hasOwn(titles, status)

/**
 * Draws a change from its asking to its end: what, of whom, before → after, how many, risk, who asked, since and until
 * when; then who did what, and when. A finished card has no button.
 */
export function createChangeRenderer({ i18n, policy }: { i18n: I18n; policy: Policy }) {
  const { buttons, textInstead, isOwn } = createChangeButtons({ i18n, policy })
  const time = (iso: string | Date) => i18n.date(new Date(iso))
  const name = (request: Request, userid: string) => request.details.names?.[userid] ?? userid

  const asked = (request: Request) =>
    i18n.markdown('change.askedBy', {
      by: name(request, request.requester),
      since: time(request.createdAt),
    })

  const callOf = (request: Request, people: readonly UserId[]) => ({
    label: i18n.markdown('change.approvers'),
    names: Object.fromEntries(people.map(userid => [userid, i18n.escape(name(request, userid))])),
  })

  return function drawChange(request: Request, status: keyof typeof titles): Card {
    const { code, details } = request
    const { view } = details
    const open = status === 'awaiting'
    const mentions = open ? (details.approvers ?? []).slice(0, 10) : []
    const parts = [
      ...(view && !isPlanned(request) ? facts(view) : []),
      ...(open ? waiting(request) : [asked(request)]),
      ...(status === 'scheduled' ? scheduled(request) : []),
      ...ending(request, status),
    ]
    return {
      title: i18n.t('change.title', {
        state: i18n.t(titles[status]),
        title: titleOf(request),
        code,
      }),
      markdown: parts.join('\n\n'),
      tips: details.line ?? request.line,
      buttons: buttons(request, status),
      textInstead: textInstead(request, status),
      mentions,
      ...(open && !isOwn(request) && { call: callOf(request, mentions) }),
    }
  }

  /** The end of a grant is drawn as that grant until it is planned as a change of its own. */
  function isPlanned({ details }: Request): boolean {
    return details.ends !== undefined && details.plan === undefined
  }

  function titleOf(request: Request): string {
    const title = request.details.view?.title ?? ''
    return isPlanned(request) ? i18n.t('scheduled.title', { title }) : title
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

  function waiting(request: Request): string[] {
    const { risk = 'high', agreed = [], alone } = request.details
    const { by, count } = policy.approvals[risk === 'none' ? 'low' : risk]
    const until = request.dueAt ? time(request.dueAt) : ''
    return [
      i18n.markdown('change.risk', {
        risk: i18n.t(`risk.${risk}`),
        who: i18n.t(alone ? 'agree.alone' : `agree.${by}`, { count }),
      }),
      i18n.markdown('change.asked', {
        by: name(request, request.requester),
        since: time(request.createdAt),
        until,
      }),
      ...agreed.map(({ userid, at }) =>
        i18n.markdown('change.agreed', { by: name(request, userid), at: time(at) }),
      ),
    ]
  }

  function scheduled({ details }: Request): string[] {
    const { endsAt, ends = '', letGo, view } = details
    const at = endsAt === undefined ? '' : time(endsAt)
    return [
      i18n.markdown('scheduled.granted', { what: view?.after ?? '' }),
      i18n.markdown(letGo ? 'scheduled.letGo' : 'scheduled.ends', { at, code: ends }),
    ]
  }

  function ending(request: Request, status: keyof typeof titles): string[] {
    const { details } = request
    const { agreed = [], ended, outcome, said, alone, undoes } = details
    const over = status !== 'awaiting' && status !== 'scheduled'
    return [
      ...(undoes === undefined ? [] : [i18n.markdown('change.undoes', { code: undoes })]),
      ...(over
        ? agreed.map(one =>
            i18n.markdown(alone ? 'change.agreedAlone' : 'change.agreed', {
              by: name(request, one.userid),
              at: time(one.at),
            }),
          )
        : []),
      ...(outcome?.failed ?? []).map(({ userid, code }) =>
        i18n.markdown('change.failedFor', { userid, code }),
      ),
      lastWord(request, status),
      ended?.reason === undefined ? '' : i18n.markdown('change.reason', { reason: ended.reason }),
      said && over ? i18n.message(said) : '',
    ].filter(part => part !== '')
  }

  function lastWord(request: Request, status: keyof typeof titles): string {
    const { ended, supersededBy } = request.details
    const at = time(ended?.at ?? request.updatedAt)
    switch (status) {
      case 'done':
        return i18n.markdown('change.doneAt', { at })
      case 'rejected':
        return i18n.markdown('change.rejectedBy', { by: name(request, ended?.by ?? ''), at })
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
