import { z } from 'zod'

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
export const webhookMessage = z.union([
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
    .transform(({ actionCard, at }) => ({ title: actionCard.title, text: actionCard.text, at })),
  z
    .object({ msgtype: z.literal('link'), link, at })
    .transform(({ link, at }) => ({ title: link.title, text: link.text, at })),
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
      text: feedCard.links.map(({ title }) => title).join('\n'),
      at,
    })),
])
