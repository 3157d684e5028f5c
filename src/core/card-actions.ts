import { createPermissions } from './access/permissions.ts'
import { atMost } from './at-most.ts'
import type { BotDeps } from './bot.ts'
import { pagesOf, type RenderRequest } from './cards/render-request.ts'
import type { Request } from './model/request.ts'
import type { CardAction, CardActionAnswer, Inbox } from './ports.ts'
import { receive, requestOfPress } from './request/create.ts'
import { describeError } from './request/describe-error.ts'
import type { Taken } from './request/handle-command.ts'

/** DingTalk waits 2 s for a card callback's answer; what takes longer is answered with a line and followed by an edit. */
const patience = 1400

/** What a button says in words: a press is this line, said by the presser. */
const lines = {
  approve: '/approve',
  confirm: '/approve',
  reject: '/reject',
  cancel: '/cancel',
  extend: '/role extend',
  letgo: '/letgo',
} as const
const isDecision = (button: string): button is keyof typeof lines => Object.hasOwn(lines, button)

interface PressDeps {
  readonly draw: RenderRequest
  take(request: Request): Promise<Taken>
  /** Works on what the press has moved, once the presser was told; begun after the callback is answered, as DingTalk asks. */
  follow(taken: Taken, told?: Promise<unknown>): Promise<void>
}

/** The path of one press: acknowledged within 2 s whatever DingTalk does, authorized like a message, answered in words. */
export function createPressHandler(
  deps: BotDeps,
  { draw, take, follow }: PressDeps,
): Inbox['onCardAction'] {
  const { requests, chat, i18n, clock, log, policy } = deps
  const rights = createPermissions({ directory: deps.directory, policy })
  const idle = async () => {}

  interface Decided {
    readonly answer: CardActionAnswer
    afterAck(told?: Promise<unknown>): Promise<void>
  }
  const tips = (text: string): Decided => ({ answer: { tips: text }, afterAck: idle })

  async function decide(press: CardAction): Promise<Decided> {
    const target = await requests.get(press.requestId)
    if (!target) return tips(i18n.t('press.unknownCard'))
    if (press.button === 'previous' || press.button === 'next') return turn(press, target)
    if (!isDecision(press.button)) {
      await record(press, target, 'press.refused', { reason: 'press.unknownButton' })
      return tips(i18n.t('press.unknownButton'))
    }
    const line = `${lines[press.button]} ${target.code}`
    const request = await receive(requests, () => requestOfPress(deps, press, target, line))
    if (!request) return { answer: undefined, afterAck: idle }
    const taken = await take(request)
    return { answer: { tips: sayOf(taken.request) }, afterAck: told => follow(taken, told) }
  }

  /** What the press came to, in words for the presser. */
  function sayOf(request: Request | undefined): string {
    if (request?.details.said) return i18n.plainMessage(request.details.said)
    return request?.status === 'awaiting'
      ? i18n.t('press.asked', { code: request.code })
      : i18n.t('press.checking')
  }

  /** Turns a page of what was already fetched; the page shown is the presser's alone. */
  async function turn(press: CardAction, request: Request): Promise<Decided> {
    const page = Number(press.params.page)
    const { answer, command = '' } = request.details
    try {
      await rights.ask(press.userid, { command }, request.conversation)
    } catch (error) {
      const { to, said } = describeError(error, request)
      if (to === 'failed') log.error('press.failed', { id: request.id, error })
      await record(press, request, 'press.refused', { reason: said.key })
      return tips(i18n.plainMessage(said))
    }
    await record(press, request, 'pressed', { page })
    if (!answer) return tips(i18n.t('press.gone'))
    if (!Number.isInteger(page) || page < 0 || page >= pagesOf(answer))
      return tips(i18n.t('press.unknownButton'))
    return { answer: { card: draw(request, page) }, afterAck: idle }
  }

  const record = (
    press: CardAction,
    request: Request,
    event: string,
    more: Record<string, unknown>,
  ) =>
    requests.record({
      event,
      actor: press.userid,
      requestId: request.id,
      code: request.code,
      record: { button: press.button, ...more },
    })

  return async press => {
    const decision = decide(press)
    const first = await atMost(clock, patience, decision)
    if (first) return first
    return {
      answer: { tips: i18n.t('press.checking') },
      async afterAck() {
        const { answer, afterAck } = await decision
        const told =
          answer &&
          chat.updateForUser(press.requestId, press.userid, 'card' in answer ? answer.card : answer)
        await Promise.all([told, afterAck(told)])
      },
    }
  }
}
