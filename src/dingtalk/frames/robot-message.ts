import { z } from 'zod'
import { type UserId, userId } from '../../core/directory.ts'
import type { Message } from '../../core/ports.ts'

/** Where to answer a conversation until `expiresAt`. Whoever knows the URL may write there: it is in no log. */
export interface Webhook {
  readonly conversationId: string
  readonly url: string
  /** Undefined where DingTalk does not say. */
  readonly expiresAt: Date | undefined
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
  sessionWebhookExpiredTime: z.unknown().optional(),
  text: z.unknown().optional(),
  content: z.unknown().optional(),
  errorCode: maybeNumber,
  errCode: maybeNumber,
})
type Payload = z.output<typeof payload>

const mention = z.object({
  dingtalkId: z.string().optional().catch(undefined),
  staffId: z.unknown().optional(),
})

/** Far above the longest command (50 departments, 20 people), and far below what would hurt the store or a card. */
const maxCharacters = 4_000

/** What is kept of a text, and whether that is less than all. Half a surrogate pair at the cut is dropped. */
const cut = (text: string) =>
  text.length <= maxCharacters
    ? { text }
    : {
        text: `${text.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, '')}…`,
        isCut: true as const,
      }

const textField = z.object({ content: z.string() })
const richField = z.object({ richText: z.array(z.unknown()) })
const piece = z.object({ text: z.string(), type: z.literal('text').optional() })

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
      sender: ours ? userId.safeParse(senderStaffId).data : undefined,
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
  return typed === undefined ? { kind: 'unreadable', msgtype } : { kind: 'text', ...typed }
}

function webhookOf(message: Payload): Webhook | undefined {
  const { conversationId, sessionWebhook: url, sessionWebhookExpiredTime: expiry } = message
  if (url === undefined) return undefined
  if (expiry === undefined || expiry === null) return { conversationId, url, expiresAt: undefined }
  const expiresAt = new Date(maybeNumber.parse(expiry) ?? Number.NaN)
  return Number.isNaN(expiresAt.getTime()) ? undefined : { conversationId, url, expiresAt }
}

/** `atUsers` without the robot itself: colleagues by userid, each once, and how many others were meant. */
function mentioned(
  atUsers: readonly unknown[],
  robot: string | undefined,
): { mentions: readonly UserId[]; outsiders: number } {
  const mentions = new Set<UserId>()
  const outsiders = new Set<unknown>()
  for (const item of atUsers) {
    const { data } = mention.safeParse(item)
    if (data === undefined || (robot !== undefined && data.dingtalkId === robot)) continue
    const userid = userId.safeParse(data.staffId).data
    if (userid === undefined) outsiders.add(data.dingtalkId ?? item)
    else mentions.add(userid)
  }
  return { mentions: [...mentions], outsiders: outsiders.size }
}

/** What was typed into a `text` message; undefined where the field is of another shape. */
function typedText(text: unknown): ReturnType<typeof cut> | undefined {
  const { data } = textField.safeParse(text)
  return data && cut(data.content)
}

/**
 * The text of a `richText` message (what pasting makes of a command); undefined where it has none. Pictures and `at`
 * items are gaps between words. The robot's own mention stays as literal text there (stream-and-cards.md 3.4) and its
 * name may hold blanks: what leads with @ goes, up to the command's slash, or else the one word.
 */
function typedRichText(content: unknown): ReturnType<typeof cut> | undefined {
  const { data } = richField.safeParse(content)
  if (data === undefined) return undefined
  const pieces = data.richText.map(item => piece.safeParse(item).data?.text)
  if (pieces.every(text => text === undefined)) return undefined
  const { text, ...more } = cut(pieces.map(text => text ?? ' ').join(''))
  const withoutRobot = text
    .replace(/^[\s\u200b]*@[^/／]*[\s\u200b](?=[/／])/, '')
    .replace(/^[\s\u200b]*@[^\s\u200b/／]+/, '')
  return { text: withoutRobot, ...more }
}
