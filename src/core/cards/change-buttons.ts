import type { Policy } from '../access/policy.ts'
import type { I18n } from '../i18n.ts'
import type { Button } from '../model/card.ts'
import type { ChangeDetails, GrantExpiryDetails } from '../model/request.ts'
import type { Status } from '../model/status.ts'

/** What can be pressed on a card, and the lines that say the same where there are no buttons. */
export interface Choices {
  readonly buttons: readonly Button[]
  readonly textInstead: readonly string[]
}

const none: Choices = { buttons: [], textInstead: [] }

/** The choices that a change, or the end of a grant, offers in its state. */
export function createChangeButtons({ i18n, policy }: { i18n: I18n; policy: Policy }) {
  function changeButtons(code: string, details: ChangeDetails, status: Status): Choices {
    if (status !== 'awaiting') return none
    const cancel: Button = { id: 'cancel', text: i18n.t('button.cancel'), color: 'gray' }
    const cancelLine = i18n.t('text.cancel', { code })
    if (isOwn(details))
      return {
        buttons: [{ id: 'confirm', text: i18n.t('button.confirm'), color: 'blue' }, cancel],
        textInstead: [i18n.t('text.confirm', { code }), cancelLine],
      }
    return {
      buttons: [
        { id: 'approve', text: i18n.t('button.approve'), color: 'blue' },
        { id: 'reject', text: i18n.t('button.reject'), color: 'red' },
        cancel,
      ],
      textInstead: [i18n.t('text.approve', { code }), i18n.t('text.reject', { code }), cancelLine],
    }
  }

  function expiryButtons(
    code: string,
    { acknowledged }: GrantExpiryDetails,
    status: Status,
  ): Choices {
    if (status !== 'scheduled' || acknowledged) return none
    return {
      buttons: [
        { id: 'extend', text: i18n.t('button.extend'), color: 'blue' },
        { id: 'letgo', text: i18n.t('button.letgo'), color: 'gray' },
      ],
      textInstead: [i18n.t('text.extend', { code }), i18n.t('text.letgo', { code })],
    }
  }

  /** The requester alone decides: by the policy for this risk, or because there is nobody else. */
  const isOwn = ({ risk, alone }: ChangeDetails): boolean =>
    alone === true || policy.approvals[risk].by === 'requester'

  return { changeButtons, expiryButtons, isOwn }
}
