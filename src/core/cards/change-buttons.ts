import type { Policy } from '../access/policy.ts'
import type { Words } from '../i18n.ts'
import type { Button } from '../model/card.ts'
import type { Request, Status } from '../model/request.ts'

/** What can be pressed on a change's card in its state, and the lines that say the same where there are no buttons. */
export function createChangeButtons({ words, policy }: { words: Words; policy: Policy }) {
  function buttons(request: Request, status: Status): Button[] {
    if (status === 'scheduled')
      return request.details.letGo
        ? []
        : [
            { id: 'extend', text: words.text('button.extend'), color: 'blue' },
            { id: 'letgo', text: words.text('button.letgo'), color: 'gray' },
          ]
    if (status !== 'awaiting') return []
    const cancel: Button = { id: 'cancel', text: words.text('button.cancel'), color: 'gray' }
    if (isOwn(request))
      return [{ id: 'confirm', text: words.text('button.confirm'), color: 'blue' }, cancel]
    return [
      { id: 'approve', text: words.text('button.approve'), color: 'blue' },
      { id: 'reject', text: words.text('button.reject'), color: 'red' },
      cancel,
    ]
  }

  function textInstead(request: Request, status: Status): string[] {
    const { code } = request
    if (status === 'scheduled')
      return request.details.letGo
        ? []
        : [words.text('text.extend', { code }), words.text('text.letgo', { code })]
    if (status !== 'awaiting') return []
    const approve = words.text(isOwn(request) ? 'text.confirm' : 'text.approve', { code })
    const cancel = words.text('text.cancel', { code })
    return isOwn(request)
      ? [approve, cancel]
      : [approve, words.text('text.reject', { code }), cancel]
  }

  /** The requester alone decides: by the policy for this risk, or because there is nobody else. */
  function isOwn({ details }: Request): boolean {
    const { risk = 'high', alone } = details
    return alone === true || (risk !== 'none' && policy.approvals[risk].by === 'requester')
  }

  return { buttons, textInstead, isOwn }
}
