import { z } from 'zod'
import { nobody } from '../../core/directory.ts'
import type { Message } from '../../core/ports.ts'
import { knownUser } from './known-user.ts'
import { mentioned } from './mentioned.ts'
import { typedRichText, typedText } from './typed-text.ts'

/** Where to answer a conversation until `expiresAt`. Whoever knows the URL may write there: it is in no log. */
export interface Webhook {
  readonly conversationId: string
  readonly url: string
  readonly expiresAt: Date
}

/** Real ids are below 100 characters; the bound keeps anything else out of the store's unique index. */
const id = z.string().min(1).max(256)
const maybe = z.string().min(1).optional().catch(undefined)
const maybeNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined)

const payload = z.object({
  msgId: id,
  conversationId: id,
  conversationType: maybeNumber,
  msgtype: z.string().max(64).catch('unknown'),
  senderStaffId: z.unknown().optional(),
  senderCorpId: maybe,
  atUsers: z.array(z.unknown()).catch([]),
  chatbotUserId: maybe,
  sessionWebhook: maybe,
  sessionWebhookExpiredTime: maybeNumber,
  text: z.unknown().optional(),
  content: z.unknown().optional(),
  errorCode: maybeNumber,
  errCode: maybeNumber,
})
type Payload = z.output<typeof payload>

/** DingTalk's "monthly Webhook and Stream quota used up": the message comes without its text. */
const quotaUsedUp = 20_001

/**
 * The data of a robot message (`/v1.0/im/bot/messages/get`, https://open.dingtalk.com/document/orgapp/receive-message),
 * with the conversation's webhook where it names one; undefined where it has no msgId or conversation.
 */
export function readRobotMessage(
  data: unknown,
  corpId: string,
): { message: Message; webhook: Webhook | undefined } | undefined {
  const { data: robotMessage } = payload.safeParse(data)
  if (robotMessage === undefined) return undefined
  const { msgId, conversationId, conversationType, senderStaffId, senderCorpId } = robotMessage
  const ours = senderCorpId === undefined || senderCorpId === corpId
  return {
    message: {
      msgId,
      conversation: { id: conversationId, kind: conversationType === 1 ? 'single' : 'group' },
      sender: ours ? knownUser(senderStaffId) : nobody,
      content: contentOf(robotMessage),
      ...mentioned(robotMessage.atUsers, robotMessage.chatbotUserId),
    },
    webhook: webhookOf(robotMessage),
  }
}

function contentOf(message: Payload): Message['content'] {
  const { msgtype, text, content } = message
  if ((message.errorCode ?? message.errCode) === quotaUsedUp) return { kind: 'over-quota' }
  if (msgtype !== 'text' && msgtype !== 'richText') return { kind: 'unreadable', msgtype }
  const source = msgtype === 'text' ? text : content
  if (source === undefined || source === null) return { kind: 'over-quota' }
  const typed = msgtype === 'text' ? typedText(source) : typedRichText(source)
  return typed === undefined ? { kind: 'unreadable', msgtype } : { kind: 'text', text: typed }
}

function webhookOf(message: Payload): Webhook | undefined {
  const { conversationId, sessionWebhook: url, sessionWebhookExpiredTime: expiry } = message
  if (url === undefined || expiry === undefined) return undefined
  const expiresAt = new Date(expiry)
  return Number.isNaN(expiresAt.getTime()) ? undefined : { conversationId, url, expiresAt }
}
