import { z } from 'zod'
import type { UserId } from '../../core/directory.ts'
import { DingTalkRefusedError } from '../../core/errors.ts'
import type { I18n } from '../../core/i18n.ts'
import type { Card } from '../../core/model/card.ts'
import type { Request } from '../../core/model/request.ts'
import { unidentified } from '../../core/model/stored-names.ts'
import type { Log } from '../../core/ports.ts'
import type { Endpoint, OpenApi } from '../openapi/endpoint.ts'
import { refusedWith } from '../openapi/response.ts'
import type { SessionWebhooks } from './session-webhooks.ts'

/** DingTalk: 机器人发送群聊消息. It mentions nobody. */
const groupMessage = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/robot/groupMessages/send',
  metered: true,
  repeat: 'write',
  answer: z.unknown(),
} as const satisfies Endpoint

const people = z.array(z.string()).nullish()

/** DingTalk: 批量发送人与机器人会话中机器人消息. Both lists hold people who got nothing, in spite of HTTP 200. */
const singleMessage = {
  family: 'v1',
  method: 'POST',
  path: '/v1.0/robot/oToMessages/batchSend',
  metered: true,
  repeat: 'write',
  answer: z.object({ invalidStaffIdList: people, flowControlledStaffIdList: people }),
} as const satisfies Endpoint

/** msgParam's limit is 15,000 bytes as JSON text (DingTalk: 机器人发送群聊消息); webhooks, which document none, get the same. */
const maxMessageBytes = 15_000
/** In bytes: the title is only the preview in the chat list. */
const maxTitleBytes = 200

const ellipsis = '…'
const bytesAsJson = (said: unknown) => Buffer.byteLength(JSON.stringify(said))

type Addressed = Pick<Request, 'conversation' | 'requester'> & { readonly id?: string }
type Text = Omit<Card, 'buttons'>

/** Cards as plain markdown messages, for where no card can be sent. */
export function createMessages({
  openapi,
  robotCode,
  webhooks,
  i18n,
  log,
}: {
  openapi: OpenApi
  robotCode: string
  webhooks: Pick<SessionWebhooks, 'post'>
  i18n: Pick<I18n, 'escape'>
  log: Log
}) {
  const textForm = createTextForm(i18n)

  async function byRobot(
    { conversation, id }: Pick<Addressed, 'conversation' | 'id'>,
    userIds: readonly UserId[],
    text: Text,
  ): Promise<void> {
    const message = {
      robotCode,
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify(textForm(text)),
    }
    if (conversation.kind === 'group') {
      const body = { ...message, openConversationId: conversation.id }
      await openapi.call(groupMessage, { body })
      return
    }
    const answer = await openapi.call(singleMessage, {
      body: { ...message, userIds },
    })
    const invalid = answer.invalidStaffIdList ?? []
    const limited = answer.flowControlledStaffIdList ?? []
    const missed = new Set([...invalid, ...limited])
    if (missed.size === 0) return
    const counts = { invalid: invalid.length, limited: limited.length, of: userIds.length }
    log.warn('message.partlySent', { id, ...counts })
    // A repeat would give everybody else another copy.
    if (!userIds.every(userid => missed.has(userid))) return
    const [code, reason] =
      limited.length > 0
        ? (['flowControlledStaffIdList', 'throttled'] as const)
        : (['invalidStaffIdList', 'input'] as const)
    throw new DingTalkRefusedError({ api: singleMessage.path, code, reason, message: '' })
  }

  return {
    /**
     * Through the session webhook (no metered call, and it can mention people), else as the robot. Who has no userid of our
     * corp is answered only where they wrote from. Throws where neither way was open.
     */
    async send(to: Addressed, text: Text): Promise<void> {
      const isGroup = to.conversation.kind === 'group'
      const mentioned = isGroup ? text.mentions.filter(userid => userid !== unidentified) : []
      const posted = await webhooks.post(to.conversation.id, {
        msgtype: 'markdown',
        markdown: textForm(text, mentioned),
        ...(mentioned.length > 0 && { at: { atUserIds: mentioned, isAtAll: false } }),
      })
      // Whoever is mentioned in a single chat is elsewhere: in the chat they have with the robot.
      const others =
        isGroup || to.requester === unidentified
          ? []
          : text.mentions.filter(userid => userid !== to.requester)
      if (posted.sent && others.length === 0) return
      if (posted.sent) {
        return byRobot(to, others, text).catch(error => {
          // No repeat reaches them, and each would post to the webhook again.
          if (!refusedWith(error, 'invalidStaffIdList')) throw error
        })
      }
      log.info('webhook.notSent', { id: to.id, why: posted.why })
      if (to.requester === unidentified) throw new Error(`no webhook to answer with: ${posted.why}`)
      await byRobot(to, [to.requester, ...others], text)
    },
  }
}

/** Shortens a text until its JSON form takes at most `maxBytes`, whole characters only. */
function cut(text: string, maxBytes: number): string {
  if (bytesAsJson(text) <= maxBytes) return text
  const characters = Array.from(text)
  let low = 0
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const fits = bytesAsJson(characters.slice(0, middle).join('') + ellipsis) <= maxBytes
    if (fits) low = middle
    else high = middle - 1
  }
  return characters.slice(0, low).join('') + ellipsis
}

/**
 * A card as a markdown message: title, text, tips, and the lines to type where a card would have buttons. Only the text is
 * markdown already; the rest is escaped. `mentioned` are written as @userid, which a webhook turns into names.
 */
function createTextForm(i18n: Pick<I18n, 'escape'>) {
  return (
    { title, markdown, tips, textInstead, call }: Omit<Card, 'buttons' | 'mentions'>,
    mentioned: readonly string[] = [],
  ): { title: string; text: string } => {
    const name = cut(title.replace(/\s+/g, ' '), maxTitleBytes)
    const called = mentioned.map(userid => `@${userid}`).join(' ')
    // Two blanks make a line break (DingTalk: 机器人消息类型, markdown).
    const lines = textInstead.map(line => i18n.escape(line)).join('  \n')
    const parts = [tips === undefined ? '' : i18n.escape(tips), lines, called].filter(Boolean)
    // What to type weighs more than the end of a long list, so the list is what gets cut.
    const end = cut(parts.map(part => `\n\n${part}`).join(''), maxMessageBytes / 2)
    const who = call && `\n\n${call.label} ${Object.values(call.names).join(' ')}`
    const roomBytes = maxMessageBytes - bytesAsJson({ title: name, text: end }) + bytesAsJson('')
    return {
      title: name,
      text: cut(`#### ${i18n.escape(title)}\n\n${markdown}${who ?? ''}`, roomBytes) + end,
    }
  }
}
