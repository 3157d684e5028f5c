import { z } from 'zod'
import type { Conversations } from '../conversations.ts'
import type { Faults } from '../faults.ts'
import type { Sessions } from '../sessions.ts'
import { field, OapiNo, type OapiRoutes } from './route.ts'
import { webhookMessage } from './webhook-message.ts'

const known = ['text', 'markdown', 'actionCard', 'link', 'feedCard', 'empty']

/** /robot/sendBySession: no token, the session in the URL is the right to post; HTTP 200 whatever happens. */
export const webhook = (deps: {
  conversations: Conversations
  faults: Faults
  sessions: Sessions
  now: () => number
}): OapiRoutes => ({
  '/robot/sendBySession': {
    method: 'POST',
    // Counts against the quota of pushes, not of calls (stream-and-cards.md 4.1).
    metered: 'pushes',
    run(body, { session = '' }) {
      const { conversations, sessions, faults, now } = deps
      const conversation = sessions.follow(session)
      if (!conversation || faults.strike('webhook-expired'))
        throw new OapiNo(300001, 'session 不存在')
      const msgtype = field(z.string(), body.msgtype, 400105, '不支持的消息类型')
      if (!known.includes(msgtype)) throw new OapiNo(400105, '不支持的消息类型')
      if (msgtype === 'empty') return {}
      const { title, text, at } = field(webhookMessage, body, 40035, '不合法的参数')
      // Notified is who stands in `at` and is written as @userid in the text.
      const mentions = at.atUserIds.filter(userid => text.includes(`@${userid}`))
      conversations.show(conversation, {
        kind: 'robot',
        at: now(),
        msgtype,
        title,
        text,
        mentions,
        via: 'webhook',
      })
      return {}
    },
  },
})
