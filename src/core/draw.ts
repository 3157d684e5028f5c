import type { Answer, Button, Card } from './card.ts'
import { nobody } from './directory.ts'
import type { Request } from './request.ts'
import type { Words } from './words.ts'

/** Twenty people fit a phone's card; more is turned by buttons. */
export const pageSize = 20

/** Draws a request's present state: what a question was answered, or why it was not. Page counts from 0. */
export function draw(request: Request, words: Words, page?: number): Card {
  const { answer, said } = request.details
  if (request.status === 'answered' && answer)
    return drawAnswer(request, answer, words, page ?? answer.page ?? 0)
  return {
    title: words.text(request.status === 'refused' ? 'card.refused' : 'card.failed'),
    markdown: said ? words.said(said) : words.markdown('failed.fault', { code: request.code }),
    tips: request.line,
    buttons: [],
    textInstead: [],
    mentions: request.requester === nobody ? [] : [request.requester],
  }
}

/** How many pages an answer has; at least one. */
export const pagesOf = (answer: Answer): number =>
  Math.max(1, Math.ceil((answer.rows?.length ?? 0) / pageSize))

function drawAnswer(request: Request, answer: Answer, words: Words, wanted: number): Card {
  const rows = answer.rows ?? []
  const pages = pagesOf(answer)
  const page = Math.min(Math.max(wanted, 0), pages - 1)
  const shown = rows.slice(page * pageSize, (page + 1) * pageSize)
  const line = request.details.line ?? request.line
  const turn = (id: 'previous' | 'next', to: number): Button => ({
    id,
    text: words.text(id === 'previous' ? 'button.previous' : 'button.next'),
    color: 'gray',
    params: { page: String(to) },
  })
  return {
    title: answer.title,
    markdown: [answer.head, shown.map(row => `- ${row}`).join('\n'), answer.foot]
      .filter(Boolean)
      .join('\n\n'),
    tips:
      pages === 1 ? line : words.text('card.page', { page: page + 1, pages, count: rows.length }),
    buttons: [
      ...(page > 0 ? [turn('previous', page - 1)] : []),
      ...(page < pages - 1 ? [turn('next', page + 1)] : []),
    ],
    textInstead:
      page < pages - 1 ? [words.text('card.nextInText', { line: nextPage(line, page) })] : [],
    mentions: [],
  }
}

/** The line that asks for the page after `page`. */
const nextPage = (line: string, page: number) =>
  `${line.replace(/ --page \S+/u, '')} --page ${page + 2}`
