import type { Policy } from '../access/policy.ts'
import type { I18n } from '../i18n.ts'
import type { Button } from '../model/card.ts'
import type { Request, Status } from '../model/request.ts'

/** What can be pressed on a change's card in its state, and the lines that say the same where there are no buttons. */
export function createChangeButtons({ i18n, policy }: { i18n: I18n; policy: Policy }) {
  function buttons(request: Request, status: Status): Button[] {
    if (status === 'scheduled')
      return request.details.letGo
        ? []
        : [
            { id: 'extend', text: i18n.t('button.extend'), color: 'blue' },
            { id: 'letgo', text: i18n.t('button.letgo'), color: 'gray' },
          ]
    if (status !== 'awaiting') return []
    const cancel: Button = { id: 'cancel', text: i18n.t('button.cancel'), color: 'gray' }
    if (isOwn(request))
      return [{ id: 'confirm', text: i18n.t('button.confirm'), color: 'blue' }, cancel]
    return [
      { id: 'approve', text: i18n.t('button.approve'), color: 'blue' },
      { id: 'reject', text: i18n.t('button.reject'), color: 'red' },
      cancel,
    ]
  }

  function textInstead(request: Request, status: Status): string[] {
    const { code } = request
    if (status === 'scheduled')
      return request.details.letGo
        ? []
        : [i18n.t('text.extend', { code }), i18n.t('text.letgo', { code })]
    if (status !== 'awaiting') return []
    const approve = i18n.t(isOwn(request) ? 'text.confirm' : 'text.approve', { code })
    const cancel = i18n.t('text.cancel', { code })
    return isOwn(request) ? [approve, cancel] : [approve, i18n.t('text.reject', { code }), cancel]
  }

  /** The requester alone decides: by the policy for this risk, or because there is nobody else. */
  function isOwn({ details }: Request): boolean {
    const { risk = 'high', alone } = details
    return alone === true || (risk !== 'none' && policy.approvals[risk].by === 'requester')
  }

  return { buttons, textInstead, isOwn }
}
