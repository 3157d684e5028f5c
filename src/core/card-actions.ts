import { createPermissions } from './access/permissions.ts'
import { isStranger, strangerQuietMs } from './access/stranger.ts'
import { atMost } from './at-most.ts'
import { pagesOf, type RenderRequest } from './cards/render-request.ts'
import { UnreadableRequestError } from './errors.ts'
import type { Request } from './model/request.ts'
import { auditEvents, unidentified } from './model/stored-names.ts'
import type { BotPorts, CardAction, CardActionAnswer, Inbox, WorkQueue } from './ports.ts'
import { receiveCardAction } from './request/create.ts'
import { describeError } from './request/describe-error.ts'
import type { Handled } from './request/handle-command.ts'

/** DingTalk waits 2 s for a card callback's answer; what takes longer is answered with a line and followed by an edit. */
const patienceMs = 1400

/** What a button says in words: a press is this line, said by whoever pressed (docs/decisions/0012). */
const lines = {
  approve: '/approve',
  confirm: '/approve',
  reject: '/reject',
  cancel: '/cancel',
  extend: '/role extend',
  letgo: '/letgo',
} as const
const { pressRefused: refused, pageTurned } = auditEvents
const isDecision = (button: string): button is keyof typeof lines => Object.hasOwn(lines, button)

interface Answered {
  readonly answer: CardActionAnswer
  /** The press as a request, where it became one. */
  readonly request?: Request | undefined
  /** Somebody without any right who was told already: said in the callback, which costs nothing, or not at all. */
  readonly unheard?: true | undefined
}

interface CardActionDeps extends BotPorts {
  readonly render: RenderRequest
  readonly queue: WorkQueue
  handleCommand(request: Request, enqueue: (moved: Request) => void): Promise<Handled | undefined>
}

/**
 * The path of one press: acknowledged within 2 s whatever DingTalk does, authorized like a message, answered in words. What it
 * moves is on the queue, and begun once the callback is answered, as DingTalk asks.
 */
export function createCardActions(deps: CardActionDeps): Inbox['onCardAction'] {
  const { requests, chat, i18n, clock, log, policy, directory, render, queue } = deps
  const tips = (text: string): Answered => ({ answer: { tips: text } })

  async function answerOf(action: CardAction, acknowledged: Promise<unknown>): Promise<Answered> {
    const target = await targetOf(action)
    if (!target) return tips(i18n.t('press.unknownCard'))
    if (target instanceof UnreadableRequestError)
      return tips(i18n.plainMessage(describeError(target, target).message))
    const { button } = action
    if (!isDecision(button)) return answerBesides(action, target)
    const line = `${lines[button]} ${target.code}`
    const request = await receiveCardAction(deps, action, target, line)
    if (!request) return { answer: undefined }
    const enqueue = (moved: Request) => void queue.add(moved, { after: acknowledged })
    const handled = await queue.hold(request.id, deps.handleCommand(request, enqueue))
    return { answer: { tips: resultOf(handled) }, request: handled, unheard: handled?.unheard }
  }

  /** The request whose card it is; where this version cannot read it, the error says so. */
  const targetOf = ({ requestId }: CardAction) =>
    requests.get(requestId).catch(error => {
      if (error instanceof UnreadableRequestError) return error
      throw error
    })

  /** What the press came to, in words for whoever pressed. */
  function resultOf(request: Request | undefined): string {
    const { details } = request ?? {}
    if (details && 'message' in details && details.message)
      return i18n.plainMessage(details.message)
    return request?.status === 'awaiting'
      ? i18n.t('press.asked', { code: request.code })
      : i18n.t('press.checking')
  }

  /** What decides nothing, for those who may ask: a page of what was already fetched is shown to whoever pressed, alone. */
  async function answerBesides(action: CardAction, request: Request): Promise<Answered> {
    const { userid = unidentified, button, params } = action
    const { id, code, details, conversation } = request
    const record = (event: typeof refused | typeof pageTurned, more: Record<string, unknown>) => ({
      event,
      actor: userid,
      requestId: id,
      code,
      record: { button, ...more },
    })
    const permissions = createPermissions({ directory, policy })
    const command = details.kind === 'question' ? details.command : ''
    try {
      await permissions.requireRequest(userid, { command }, conversation)
    } catch (error) {
      const { to, message } = describeError(error, request)
      const entry = record(refused, { reason: message.key })
      const said = tips(i18n.plainMessage(message))
      if (to === 'failed') log.error('press.failed', { id, error })
      else if (await isStranger(deps, permissions, userid)) {
        const isTold = await requests.recordStranger({ ...entry, conversation }, strangerQuietMs)
        return isTold ? said : { ...said, unheard: true }
      } else await requests.record(entry)
      return said
    }
    if (button !== 'previous' && button !== 'next') {
      await requests.record(record(refused, { reason: 'press.unknownButton' }))
      return tips(i18n.t('press.unknownButton'))
    }
    const page = Number(params.page)
    await requests.record(record(pageTurned, { page }))
    if (details.kind !== 'question' || !details.answer) return tips(i18n.t('press.gone'))
    if (!Number.isInteger(page) || page < 0 || page >= pagesOf(details.answer))
      return tips(i18n.t('press.unknownButton'))
    return { answer: { card: render(request, page) } }
  }

  /** Shows the press's own card, where it has one: an extension of a grant is a change of its own. */
  const deliver = async ({ request }: Answered) => request?.deliveryPending && queue.add(request)

  return async action => {
    let begin = () => {}
    const acknowledged = new Promise<void>(resolve => {
      begin = resolve
    })
    const answered = answerOf(action, acknowledged)
    answered.catch(begin)
    const inTime = await atMost(clock, patienceMs, answered)
    if (inTime)
      return {
        answer: inTime.answer,
        async afterAck() {
          begin()
          await deliver(inTime)
        },
      }
    return {
      answer: { tips: i18n.t('press.checking') },
      async afterAck() {
        const late = await answered
        const { requestId, userid } = action
        const update =
          late.answer &&
          !late.unheard &&
          userid &&
          chat.updateForUser(
            requestId,
            userid,
            'card' in late.answer ? late.answer.card : late.answer,
          )
        await Promise.all([Promise.resolve(update).finally(begin), deliver(late)])
      },
    }
  }
}
