import type { Policy } from '../access/policy.ts'
import type { I18n, LocalizedMessage } from '../i18n.ts'
import type { Answer, Button, Card } from '../model/card.ts'
import type { Request } from '../model/request.ts'
import { unidentified } from '../model/stored-names.ts'
import { createChangeRenderer } from './render-change.ts'

/** Twenty people fit a phone's card; more is turned by buttons. */
const pageSize = 20

/** Pages count from 0. */
export type RenderRequest = (request: Request, page?: number) => Card

/** Renders a request's present state: what was answered, what is asked for, or why not. */
export function createRequestRenderer({
  i18n,
  policy,
}: {
  i18n: I18n
  policy: Policy
}): RenderRequest {
  const renderChange = createChangeRenderer({ i18n, policy })

  return (request, page) => {
    const { details } = request
    switch (details.kind) {
      case 'question':
      case 'auditCheckpoint': {
        const { answer } = details
        const line = details.kind === 'question' ? details.line : request.line
        return answer
          ? renderAnswer(answer, line, page ?? answer.page ?? 0)
          : renderReason(request, undefined)
      }
      case 'decision': {
        const { line, message } = details
        return message
          ? renderAnswer({ title: line, head: i18n.message(message) }, line, 0)
          : renderReason(request, undefined)
      }
      case 'change':
      case 'grantExpiry':
        return renderChange(request, details) ?? renderReason(request, details.message)
      case 'line':
        return renderReason(request, details.message)
    }
  }

  function renderReason(
    { status, code, requester, line, unproven }: Request,
    message: LocalizedMessage | undefined,
  ): Card {
    return {
      title: i18n.t(status === 'refused' ? 'card.refused' : 'card.failed'),
      markdown: message ? i18n.message(message) : i18n.markdown('failed.fault', { code }),
      tips: asOneLine(line),
      buttons: [],
      textInstead: [],
      mentions: requester === unidentified ? [] : [requester],
      // Nobody else has to do with it that a stranger was refused.
      ...(unproven && requester !== unidentified && { onlyFor: requester }),
    }
  }

  function renderAnswer(answer: Answer, line: string, wanted: number): Card {
    const rows = answer.rows ?? []
    const pages = pagesOf(answer)
    const page = Math.min(Math.max(wanted, 0), pages - 1)
    const shown = rows.slice(page * pageSize, (page + 1) * pageSize)
    const last = page === pages - 1
    return {
      title: answer.title,
      markdown: [answer.head, shown.map(row => `- ${row}`).join('\n'), answer.foot]
        .filter(Boolean)
        .join('\n\n'),
      tips: pages === 1 ? line : i18n.t('card.page', { page: page + 1, pages, count: rows.length }),
      buttons: [
        ...(page > 0 ? [turn('previous', page - 1)] : []),
        ...(last ? [] : [turn('next', page + 1)]),
      ],
      textInstead: last ? [] : [i18n.t('card.nextInText', { line: nextPage(line, page) })],
      mentions: [],
    }
  }

  function turn(id: 'previous' | 'next', to: number): Button {
    const text = i18n.t(id === 'previous' ? 'button.previous' : 'button.next')
    return { id, text, color: 'gray', params: { page: String(to) } }
  }
}

/** What was typed, short enough for the line under a card. */
const asOneLine = (typed: string) => {
  const line = typed.replace(/\s+/gu, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

/** How many pages an answer has; at least one. */
export const pagesOf = (answer: Answer): number =>
  Math.max(1, Math.ceil((answer.rows?.length ?? 0) / pageSize))

/** The line that asks for the page after `page`. */
const nextPage = (line: string, page: number) =>
  `${line.replace(/ --page \S+/u, '')} --page ${page + 2}`
