import { z } from 'zod'
import type { Conversations } from '../chat/conversations.ts'
import { withLinks } from '../chat/message-kinds.ts'
import type { Sessions } from '../chat/sessions.ts'
import type { Faults } from '../faults.ts'
import { field } from './fields.ts'
import { OapiError, type OapiRoutes } from './route.ts'

const at = z
  .object({ atUserIds: z.array(z.string()).default([]), isAtAll: z.boolean().default(false) })
  .prefault({})

const link = z.object({ title: z.string(), text: z.string(), messageUrl: z.string() })
const actionCard = z.union([
  z.object({ title: z.string(), text: z.string(), singleTitle: z.string(), singleURL: z.string() }),
  z.object({
    title: z.string(),
    text: z.string(),
    btns: z.array(z.object({ title: z.string(), actionURL: z.string() })),
  }),
])

/** The formats of stream-and-cards.md 4.2, as title and text. */
const webhookMessage = z.union([
  z
    .object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1) }), at })
    .transform(({ text, at }) => ({ title: '', text: text.content, at })),
  z
    .object({
      msgtype: z.literal('markdown'),
      markdown: z.object({ title: z.string().min(1), text: z.string().min(1) }),
      at,
    })
    .transform(({ markdown, at }) => ({ ...markdown, at })),
  z
    .object({ msgtype: z.literal('actionCard'), actionCard, at })
    .transform(({ actionCard: { title, text, ...buttons }, at }) => ({
      title,
      text: withLinks(
        text,
        'btns' in buttons
          ? buttons.btns.map(({ title, actionURL }) => ({ title, url: actionURL }))
          : [{ title: buttons.singleTitle, url: buttons.singleURL }],
      ),
      at,
    })),
  z
    .object({ msgtype: z.literal('link'), link, at })
    .transform(({ link: { title, text, messageUrl }, at }) => ({
      title,
      text: withLinks(text, [{ title, url: messageUrl }]),
      at,
    })),
  z
    .object({
      msgtype: z.literal('feedCard'),
      feedCard: z.object({
        links: z.array(z.object({ title: z.string(), messageURL: z.string() })),
      }),
      at,
    })
    .transform(({ feedCard, at }) => ({
      title: '',
      text: withLinks(
        '',
        feedCard.links.map(({ title, messageURL }) => ({ title, url: messageURL })),
      ),
      at,
    })),
])

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
        throw new OapiError(300001, 'session 不存在')
      const msgtype = field(z.string(), body.msgtype, 400105, '不支持的消息类型')
      if (!known.includes(msgtype)) throw new OapiError(400105, '不支持的消息类型')
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
