import { createAuthorizer } from './authorize.ts'
import type { BotDeps } from './bot.ts'
import { draw, pagesOf } from './draw.ts'
import { explain } from './fault.ts'
import type { Inbox, Press, PressAnswer } from './ports.ts'
import type { Request } from './request.ts'

/** DingTalk waits 2 s for a card callback's answer; what takes longer is answered with a line and followed by an edit. */
const patience = 1400

/** The path of one press: authorized like a message, and answered inside the callback's answer, which costs no metered call. */
export function createPressHandler(deps: BotDeps): Inbox['press'] {
  const { requests, chat, words, clock, log } = deps
  const authorize = createAuthorizer(deps.directory)

  async function decide(press: Press): Promise<PressAnswer> {
    const request = await requests.get(press.requestId)
    if (!request) return { tips: words.text('press.unknownCard') }
    try {
      await authorize(press.presser)
      const answer = turn(request, press)
      await record(press, request, 'pressed', {})
      return answer
    } catch (error) {
      const { to, said } = explain(error, request)
      if (to === 'failed') log.error('press.failed', { id: request.id, error })
      await record(press, request, 'press.refused', { reason: said.key })
      return { tips: words.saidPlainly(said) }
    }
  }

  /** Turns a page of what was already fetched; the page shown is the presser's alone. */
  function turn(request: Request, press: Press): PressAnswer {
    const page = Number(press.params.page)
    const { answer } = request.details
    if (press.button !== 'previous' && press.button !== 'next')
      return { tips: words.text('press.unknownButton') }
    if (!answer) return { tips: words.text('press.gone', { line: request.details.line ?? '' }) }
    if (!Number.isInteger(page) || page < 0 || page >= pagesOf(answer))
      return { tips: words.text('press.unknownButton') }
    return { card: draw(request, words, page) }
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
    const over = new AbortController()
    const late = clock.sleep(patience, over.signal).then(() => 'late' as const)
    const first = await Promise.race([decision, late])
    over.abort()
    if (first !== 'late') return { answer: first, afterwards: async () => {} }
    return {
      answer: { tips: words.text('press.checking') },
      async afterwards() {
        const answer = await decision
        if (answer)
          await chat.whisper(
            press.requestId,
            press.presser,
            'card' in answer ? answer.card : answer,
          )
      },
    }
  }
}
