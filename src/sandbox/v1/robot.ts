import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Conversation, Conversations } from '../chat/conversations.ts'
import { lackingMessageKinds, messageKinds, type Shown } from '../chat/message-kinds.ts'
import type { Company } from '../company/company.ts'
import { parsed } from '../parsed.ts'
import { withoutNulls } from '../without-nulls.ts'
import { ApiError, type ApiRoute, type ApiRoutes, need } from './route.ts'

const scope = 'qyapi_robot_sendmsg'
/** msgParam is a JSON string of at most 15,000 bytes (stream-and-cards.md 4.3). */
const mostMsgParamBytes = 15_000
const mostReceivers = 20

/** groupMessages/send and oToMessages/batchSend (stream-and-cards.md 4.3, 4.4), of every msgKey but those with files. */
export function robotCalls(deps: {
  company: Company
  conversations: Conversations
  clientId: string
  now: () => number
}): ApiRoutes {
  const { company, conversations, clientId, now } = deps
  const object = z.record(z.string(), z.unknown())

  const messageOf = (body: Record<string, unknown>): Shown => {
    const robotCode = need(z.string().min(1), body.robotCode, 'invalidParameter.robotCode.empty')
    if (robotCode !== clientId) throw new ApiError(400, 'invalidParameter.robotCode.notExsit')
    const msgKey = need(z.string().min(1), body.msgKey, 'invalidParameter.msgKey.empty')
    if (lackingMessageKinds.includes(msgKey))
      throw new ApiError(501, 'sandbox.notImplemented', `the sandbox does not have ${msgKey}`)
    const kind = messageKinds.get(msgKey)
    if (!kind) throw new ApiError(400, 'invalidParameter.msgKey.invalid')
    const msgParam = need(z.string(), body.msgParam, 'invalidParameter.msgParam.invalid')
    if (Buffer.byteLength(msgParam) > mostMsgParamBytes)
      throw new ApiError(400, 'invalidParameter.msgParam.tooLong')
    return need(kind, withoutNulls(parsed(msgParam)), 'invalidParameter.msgParam.invalid')
  }
  const send = (conversation: Conversation, message: Shown) =>
    conversations.show(conversation, {
      kind: 'robot',
      at: now(),
      ...message,
      mentions: [],
      via: 'send',
    })
  const processQueryKey = () => randomBytes(15).toString('base64url')
  const route = (run: (body: Record<string, unknown>) => unknown): ApiRoute => ({
    method: 'POST',
    scope,
    metered: 'calls',
    run: body => run(need(object, body, 'param.empty')),
  })

  return {
    'POST /v1.0/robot/groupMessages/send': route(body => {
      const message = messageOf(body)
      const id = need(z.string().min(1), body.openConversationId, 'miss.openConversationId')
      const conversation = conversations.get(id)
      if (conversation?.kind !== 'group')
        throw new ApiError(400, 'invalid.openConversationId', '无效的openConversationId')
      send(conversation, message)
      return { processQueryKey: processQueryKey() }
    }),
    'POST /v1.0/robot/oToMessages/batchSend': route(body => {
      const message = messageOf(body)
      const userids = need(z.array(z.string()).min(1), body.userIds, 'staffId.notExisted')
      if (userids.length > mostReceivers) throw new ApiError(400, 'too.many.people')
      const invalidStaffIdList = userids.filter(userid => !company.persons.get(userid)?.staff)
      for (const userid of userids) {
        const conversation = conversations.single(userid)
        if (conversation) send(conversation, message)
      }
      return {
        processQueryKey: processQueryKey(),
        invalidStaffIdList,
        flowControlledStaffIdList: [],
      }
    }),
  }
}
