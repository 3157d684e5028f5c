import type { Policy } from '../access/policy.ts'
import { nobody } from '../directory.ts'
import type { I18n } from '../i18n.ts'
import type { Answer, Button, Card } from '../model/card.ts'
import type { Request } from '../model/request.ts'
import { createChangeRenderer, isChangeState } from './render-change.ts'

/** Twenty people fit a phone's card; more is turned by buttons. */
export const pageSize = 20

export type RenderRequest = (request: Request, page?: number) => Card

/** Draws a request's present state: what was answered, what is asked for, or why not. Pages count from 0. */
export function createRequestRenderer({
  i18n,
  policy,
}: {
  i18n: I18n
  policy: Policy
}): RenderRequest {
  const drawChange = createChangeRenderer({ i18n, policy })

  return (request, page) => {
    const { details, status } = request
    if (details.answer) return drawAnswer(request, details.answer, page ?? details.answer.page ?? 0)
    if (isChangeState(status) && (details.view || status === 'scheduled'))
      return drawChange(request, status)
    return drawReason(request)
  }

  function drawReason({ status, details, code, requester, line }: Request): Card {
    return {
      title: i18n.t(status === 'refused' ? 'card.refused' : 'card.failed'),
      markdown: details.said ? i18n.message(details.said) : i18n.markdown('failed.fault', { code }),
      tips: asOneLine(line),
      buttons: [],
      textInstead: [],
      mentions: requester === nobody ? [] : [requester],
    }
  }

  function drawAnswer(request: Request, answer: Answer, wanted: number): Card {
    const rows = answer.rows ?? []
    const pages = pagesOf(answer)
    const page = Math.min(Math.max(wanted, 0), pages - 1)
    const shown = rows.slice(page * pageSize, (page + 1) * pageSize)
    const line = request.details.line ?? request.line
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
