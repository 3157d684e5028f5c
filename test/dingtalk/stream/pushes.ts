export const corpId = 'ding0corp'

interface Push {
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly data: string
}

function push(type: string, topic: string, messageId: string, data: unknown, more = {}): Push {
  const headers = { topic, messageId, contentType: 'application/json', time: '1790000000123' }
  return { type, headers: { ...headers, ...more }, data: JSON.stringify(data) }
}

export const callback = (topic: string, messageId: string, data: unknown) =>
  push('CALLBACK', topic, messageId, data)

export const robotMessage = (more: object = {}) => ({
  conversationId: 'cidAbCd1234==',
  conversationType: '2',
  msgId: 'msg1==',
  msgtype: 'text',
  text: { content: ' /role members 1203141 ' },
  createAt: 1790000000123,
  senderNick: 'Zhang San',
  senderStaffId: '016650000698',
  senderCorpId: corpId,
  chatbotUserId: '$:robot',
  atUsers: [{ dingtalkId: '$:robot' }],
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=webhook-secret',
  sessionWebhookExpiredTime: 1790005400123,
  ...more,
})

export const message = (messageId: string, more: object = {}) =>
  callback('/v1.0/im/bot/messages/get', messageId, robotMessage(more))

export const cardCallback = (more: object = {}) => ({
  type: 'actionCallback',
  outTrackId: 'rolekeeper-req1',
  corpId,
  userId: 'manager4220',
  userIdType: 1,
  content: JSON.stringify({
    cardPrivateData: { actionIds: ['next'], params: { action: 'next', page: '1' } },
  }),
  ...more,
})

export const press = (messageId: string, more: object = {}) =>
  callback('/v1.0/card/instances/callback', messageId, cardCallback(more))

export const event = (eventType: string, eventId: string, eventCorpId = corpId) =>
  push('EVENT', '*', `m-${eventId}`, {}, { eventType, eventId, eventCorpId })

export const system = (topic: string, data: unknown = {}, messageId = `s-${topic}`) =>
  push('SYSTEM', topic, messageId, data)
