import { randomUUID } from 'node:crypto'
import type { Company } from '../company/company.ts'
import type { Person } from '../company/state.ts'
import { encryptedId, unionId } from '../ids.ts'
import type { Conversation } from './conversations.ts'

export interface Said {
  person: Person
  text: string
  mentions: readonly Person[]
  conversation: Conversation
  msgtype: string
  msgId: string
  robotName: string
}

/** A picker mention is cut out of the text; only atUsers tells of it (stream-and-cards.md 3.5). */
const withoutMentions = (text: string, mentions: readonly Person[]) =>
  mentions.reduce((rest, { name }) => rest.replace(`@${name}`, ''), text)

/** What the message carries, by its msgtype (stream-and-cards.md 3.3). */
function contentOf({
  text,
  mentions,
  conversation,
  msgtype,
  robotName,
}: Said): Record<string, unknown> {
  const code = { downloadCode: randomUUID(), pictureDownloadCode: randomUUID() }
  const inGroup = conversation.kind === 'group'
  switch (msgtype) {
    case 'text': {
      const rest = withoutMentions(text, mentions)
      // The robot's own mention leaves a blank behind, and usually one follows (3.4).
      return { text: { content: inGroup ? ` ${rest} ` : rest } }
    }
    case 'richText':
      return {
        content: {
          richText: [
            { text: inGroup ? `@${robotName} ${text}` : text },
            { type: 'picture', ...code },
          ],
        },
      }
    case 'picture':
      return { content: code }
    case 'audio':
      return { content: { duration: 4000, downloadCode: code.downloadCode, recognition: text } }
    case 'video':
      return { content: { duration: 4000, downloadCode: code.downloadCode, videoType: 'mp4' } }
    case 'file':
      return {
        content: { downloadCode: code.downloadCode, fileName: text, spaceId: '123', fileId: '456' },
      }
    default:
      return {}
  }
}

export const messageTopic = '/v1.0/im/bot/messages/get'

/** The data of a robot message, field by field as DingTalk sends it (stream-and-cards.md 3.2, 3.3). */
export function messageData(
  said: Said,
  deps: {
    company: Company
    clientId: string
    webhook: { url: string; until: number }
    now: number
    overQuota: boolean
  },
): Record<string, unknown> {
  const { person, mentions, conversation, msgtype, msgId } = said
  const { company, clientId, webhook, now, overQuota } = deps
  const chatbotUserId = encryptedId(`robot ${clientId}`)
  const atUsers = [
    { dingtalkId: chatbotUserId },
    ...mentions.map(({ userid, staff }) => ({
      dingtalkId: encryptedId(userid),
      ...(staff && { staffId: userid, unionId: unionId(userid) }),
    })),
  ]
  return {
    senderPlatform: 'Mac',
    conversationId: conversation.id,
    ...(conversation.kind === 'group'
      ? {
          conversationType: '2',
          conversationTitle: conversation.title,
          openThreadId: conversation.id,
          atUsers,
          isInAtList: true,
        }
      : { conversationType: '1' }),
    chatbotCorpId: company.corpId,
    chatbotUserId,
    msgId,
    msgtype,
    createAt: now,
    senderNick: person.name,
    senderId: encryptedId(person.userid),
    senderCorpId: person.corpId,
    ...(person.staff && {
      senderStaffId: person.userid,
      senderUnionId: unionId(person.userid),
      isAdmin: person.admin !== undefined,
    }),
    sessionWebhook: webhook.url,
    sessionWebhookExpiredTime: webhook.until,
    robotCode: clientId,
    ...(overQuota
      ? { errorCode: 20001, errorMessage: '受调用量超量影响，消息内容无法推送' }
      : contentOf(said)),
  }
}
