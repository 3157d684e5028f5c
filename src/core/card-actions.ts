import { createRights } from './access/permissions.ts'
import { atMost } from './at-most.ts'
import type { BotDeps } from './bot.ts'
import { type Draw, pagesOf } from './cards/render-request.ts'
import type { Request } from './model/request.ts'
import type { Inbox, Press, PressAnswer } from './ports.ts'
import { receive, requestOfPress } from './request/create.ts'
import { explain } from './request/describe-error.ts'
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
  readonly draw: Draw
  take(request: Request): Promise<Taken>
  /** Works on what the press has moved, once the presser was told; begun after the callback is answered, as DingTalk asks. */
  follow(taken: Taken, told?: Promise<unknown>): Promise<void>
}

/** The path of one press: acknowledged within 2 s whatever DingTalk does, authorized like a message, answered in words. */
export function createPressHandler(
  deps: BotDeps,
  { draw, take, follow }: PressDeps,
): Inbox['press'] {
  const { requests, chat, words, clock, log, policy } = deps
  const rights = createRights({ directory: deps.directory, policy })
  const idle = async () => {}

  interface Decided {
    readonly answer: PressAnswer
    afterwards(told?: Promise<unknown>): Promise<void>
  }
  const tips = (text: string): Decided => ({ answer: { tips: text }, afterwards: idle })

  async function decide(press: Press): Promise<Decided> {
    const target = await requests.get(press.requestId)
    if (!target) return tips(words.text('press.unknownCard'))
    if (press.button === 'previous' || press.button === 'next') return turn(press, target)
    if (!isDecision(press.button)) {
      await record(press, target, 'press.refused', { reason: 'press.unknownButton' })
      return tips(words.text('press.unknownButton'))
    }
    const line = `${lines[press.button]} ${target.code}`
    const request = await receive(requests, () => requestOfPress(deps, press, target, line))
    if (!request) return { answer: undefined, afterwards: idle }
    const taken = await take(request)
    return { answer: { tips: sayOf(taken.request) }, afterwards: told => follow(taken, told) }
  }

  /** What the press came to, in words for the presser. */
  function sayOf(request: Request | undefined): string {
    if (request?.details.said) return words.saidPlainly(request.details.said)
    return request?.status === 'awaiting'
      ? words.text('press.asked', { code: request.code })
      : words.text('press.checking')
  }

  /** Turns a page of what was already fetched; the page shown is the presser's alone. */
  async function turn(press: Press, request: Request): Promise<Decided> {
    const page = Number(press.params.page)
    const { answer, command = '' } = request.details
    try {
      await rights.ask(press.presser, { command }, request.conversation)
    } catch (error) {
      const { to, said } = explain(error, request)
      if (to === 'failed') log.error('press.failed', { id: request.id, error })
      await record(press, request, 'press.refused', { reason: said.key })
      return tips(words.saidPlainly(said))
    }
    await record(press, request, 'pressed', { page })
    if (!answer) return tips(words.text('press.gone'))
    if (!Number.isInteger(page) || page < 0 || page >= pagesOf(answer))
      return tips(words.text('press.unknownButton'))
    return { answer: { card: draw(request, page) }, afterwards: idle }
  }

  const record = (press: Press, request: Request, event: string, more: Record<string, unknown>) =>
    requests.record({
      event,
      actor: press.presser,
      requestId: request.id,
      code: request.code,
      record: { button: press.button, ...more },
    })

  return async press => {
    const decision = decide(press)
    const first = await atMost(clock, patience, decision)
    if (first) return first
    return {
      answer: { tips: words.text('press.checking') },
      async afterwards() {
        const { answer, afterwards } = await decision
        const told =
          answer &&
          chat.whisper(press.requestId, press.presser, 'card' in answer ? answer.card : answer)
        await Promise.all([told, afterwards(told)])
      },
    }
  }
}
