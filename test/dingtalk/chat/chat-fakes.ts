import { userId } from '../../../src/core/directory.ts'
import { DingTalkRefusedError } from '../../../src/core/errors.ts'
import type { Card } from '../../../src/core/model/card.ts'
import type { Chat, Log, LogFields } from '../../../src/core/ports.ts'
import { createChat } from '../../../src/dingtalk/chat/chat.ts'
import type { WebhookBody } from '../../../src/dingtalk/chat/session-webhooks.ts'
import type { Endpoint, Input, OpenApi } from '../../../src/dingtalk/openapi/endpoint.ts'

export const wang = userId.parse('016650000698')
export const li = userId.parse('manager4220')

export const card: Card = {
  title: 'Members of *Auditor*',
  markdown: '- Li Si\n- Wang Wu',
  tips: 'page 1 of 2',
  buttons: [{ id: 'next', text: 'Next', color: 'gray', params: { page: '2', action: 'approve' } }],
  textInstead: ['/role members 7 --page 2'],
  mentions: [li],
  call: { label: '**Approvers**', names: { [li]: '李四' } },
}

const group = { id: 'r1', requester: wang, deliveredAs: undefined } as const
export const inGroup = { ...group, conversation: { id: 'cidGroup==', kind: 'group' } } as const
export const inSingle = { ...group, conversation: { id: 'cidSingle==', kind: 'single' } } as const

export const delivered = {
  success: true,
  result: { deliverResults: [{ spaceType: 'IM_GROUP', success: true, errorMsg: '' }] },
}
export const notDelivered = {
  success: true,
  result: { deliverResults: [{ spaceType: 'IM_ROBOT', success: false, errorMsg: 'illegal' }] },
}

export function refused(code: string, reason: DingTalkRefusedError['reason'] = 'bug') {
  return new DingTalkRefusedError({ api: '/v1.0/card/instances', code, reason, message: code })
}

/**
 * A chat whose calls are answered from `script`, by method and the path's last word: an answer, or an error to throw;
 * each is used once, the last one from then on.
 */
export function chatWith(
  script: Readonly<Record<string, readonly unknown[]>>,
  webhook: 'sent' | 'none' = 'none',
) {
  const calls: { name: string; body: Record<string, unknown> }[] = []
  const posts: { conversationId: string; body: WebhookBody }[] = []
  const used = new Map<string, number>()
  const warned: { event: string; fields: LogFields | undefined }[] = []
  const log: Log = {
    info() {},
    warn: (event, fields) => void warned.push({ event, fields }),
    error() {},
  }
  let now = new Date('2026-03-04T05:06:07Z')

  const openapi: OpenApi = {
    async call<Output>(api: Endpoint<Output>, input: Input = {}) {
      const name = `${api.method} ${api.path.split('/').at(-1)}`
      calls.push({ name, body: { ...input.body } })
      const answers = script[name] ?? []
      const count = used.get(name) ?? 0
      used.set(name, count + 1)
      const answer = answers[Math.min(count, answers.length - 1)]
      if (answer instanceof Error) throw answer
      return api.answer.parse(answer)
    },
  }
  const chat: Chat = createChat({
    openapi,
    robotCode: 'dingrobot',
    templateId: 'template.schema',
    webhooks: {
      async post(conversationId, body) {
        posts.push({ conversationId, body })
        return webhook === 'sent' ? { sent: true } : { sent: false, why: 'none' }
      },
    },
    i18n: { escape: typed => typed.replaceAll('*', '\\*') },
    clock: { now: () => now },
    log,
  })
  return {
    chat,
    calls,
    posts,
    warned,
    names: () => calls.map(({ name }) => name),
    later: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  }
}
