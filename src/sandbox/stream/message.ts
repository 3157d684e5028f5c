import type { Company } from '../company.ts'
import { encryptedId, unionId } from '../ids.ts'
import { contentOf, type Said } from './message-content.ts'

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
