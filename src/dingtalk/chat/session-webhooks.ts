import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Clock, Log, Metrics } from '../../core/ports.ts'
import type { Transport } from '../openapi/http.ts'

/** What a session webhook takes (DingTalk: 机器人回复消息); only markdown is used. */
export interface WebhookBody {
  readonly msgtype: 'markdown'
  readonly markdown: { readonly title: string; readonly text: string }
  readonly at?: { readonly atUserIds: readonly string[]; readonly isAtAll: false }
}

/** `why` is for the log: no webhook, one about to expire, no answer, or DingTalk's errcode. */
type Posted = { readonly sent: true } | { readonly sent: false; readonly why: string }

export interface SessionWebhooks {
  remember(webhook: { conversationId: string; url: string; expiresAt: Date | undefined }): void
  post(conversationId: string, body: WebhookBody): Promise<Posted>
}

/** What metrics and errors call it: the address itself is a credential. */
const path = '/robot/sendBySession'
/** A webhook's life, where its message does not say (stream-and-cards.md 3.1). */
const usualMs = 90 * 60_000
/** Left over at the end of it, so that none expires on its way. */
const reserveMs = 60_000
/** What says that it lives longer is none of DingTalk's, or reads its time otherwise than we do: it would be used for ever. */
const longestMs = 24 * 3_600_000
/** "session 不存在": expired, or never known. */
const unknownSession = 300001
const answer = z.object({ errcode: z.coerce.number() })

/**
 * The webhooks that came with messages, the newest of each conversation. Whoever has one may post there, so they are kept in
 * memory only, and only addresses that `allows` accepts. `post` never throws: it says whether the words went out.
 */
export function createSessionWebhooks({
  allows,
  transport,
  clock,
  log,
  metrics,
  maxWebhooks = 5_000,
}: {
  allows(url: string): boolean
  transport: Pick<Transport, 'send'>
  clock: Pick<Clock, 'now'>
  log: Pick<Log, 'warn'>
  metrics: Pick<Metrics, 'apiCall'>
  maxWebhooks?: number
}): SessionWebhooks {
  const known = new LRUCache<string, { url: string; expiresAt: Date }>({ max: maxWebhooks })

  /** The errcode; undefined where nobody answered, or nobody who speaks DingTalk. */
  async function send(url: string, body: WebhookBody): Promise<number | undefined> {
    const headers = { accept: 'application/json', 'content-type': 'application/json' }
    const outgoing = { url, method: 'POST', headers, body: JSON.stringify(body) } as const
    try {
      const { text } = await transport.send(path, outgoing)
      return answer.parse(JSON.parse(text)).errcode
    } catch {
      return undefined
    }
  }

  const leftMs = (expiresAt: Date) => expiresAt.getTime() - clock.now().getTime()

  return {
    remember({ conversationId, url, expiresAt = new Date(clock.now().getTime() + usualMs) }) {
      // A time that makes no sense: what is known of the conversation already stays.
      if (leftMs(expiresAt) < 0 || leftMs(expiresAt) > longestMs) return
      if (allows(url)) known.set(conversationId, { url, expiresAt })
      else log.warn('webhook.refused', { host: URL.canParse(url) ? new URL(url).host : 'none' })
    },

    async post(conversationId, body) {
      const webhook = known.get(conversationId)
      if (!webhook) return { sent: false, why: 'none' }
      if (leftMs(webhook.expiresAt) < reserveMs) return { sent: false, why: 'expiring' }
      const errcode = await send(webhook.url, body)
      // Counted against the monthly quota of webhooks and stream pushes, as the calls are against theirs.
      metrics.apiCall(path, errcode === 0 ? 'ok' : String(errcode ?? 'no answer'), true)
      if (errcode === 0) return { sent: true }
      if (errcode === unknownSession) known.delete(conversationId)
      return { sent: false, why: errcode === undefined ? 'no answer' : `errcode ${errcode}` }
    },
  }
}
