import type { Card, Chat, Company, Known } from '../answers.ts'
import { keepAnswers, loseAnswers } from '../panels/trouble.ts'
import { codeOf, type Side } from '../phone/phone.ts'
import type { Key } from '../texts/en.ts'

/** What the steps go by: the left phone's chat, the company, when this part began, and the card that the last one was about. */
export interface Facts extends Known {
  chat: Chat | undefined
  since: number
  card: string | null
}

export interface Part {
  say: Key
  /** The phone on which something is to be done. */
  where: Side
  /** What is typed for the visitor. */
  line?: (facts: Facts) => string
  /** What the button of the tour says: it types the line, or presses twice. */
  button?: Key
  twice?: boolean
  before?: () => Promise<unknown>
  after?: () => Promise<unknown>
  /** How long what has happened has to stand still. */
  settleMs?: number
  /** What the next part needs to know, usually the card's outTrackId; nothing while it has not happened. */
  happened: (facts: Facts) => string | undefined
}
export interface Step {
  name: 'ask' | 'change' | 'approve' | 'double' | 'lost' | 'undo'
  parts: readonly Part[]
}

/** It has happened, and is about no card. */
export const answered = 'answered'

const roleId = 1203141
const names = ['财务', '财务部', '财务中心']

const cardsOf = (chat: Chat | undefined): Card[] =>
  chat?.items.filter(item => item.kind === 'card') ?? []
/** A card on which somebody has to agree. */
const asks = ({ buttons }: Card) => buttons.some(({ id }) => id === 'approve')

const rolesOf = (company: Company | undefined) =>
  company?.groups.flatMap(({ roles }) => roles) ?? []
const roleName = ({ company }: Facts) =>
  rolesOf(company).find(({ id }) => id === roleId)?.name ?? String(roleId)
const quoted = (name: string) => (/\s/.test(name) ? `"${name}"` : name)

const members = (facts: Facts) => `/role members ${quoted(roleName(facts))}`
function rename(facts: Facts) {
  const now = roleName(facts)
  const next =
    names.find((_, at) => names[at - 1] === now) ?? names.find(name => name !== now) ?? ''
  return `/role rename ${quoted(now)} ${next}`
}
function grant({ company }: Facts) {
  const cashier = rolesOf(company).find(({ name }) => name === '出纳')
  const has = cashier?.members.some(({ name }) => name === '赵敏')
  return `/role ${has ? 'remove' : 'add'} 出纳 赵敏`
}
function undo({ chat, card }: Facts) {
  const title = cardsOf(chat).find(({ outTrackId }) => outTrackId === card)?.title ?? ''
  return `/undo ${codeOf(title) ?? ''}`
}

/** Something is asked for on the left phone: done when a card waits for approval. */
const request = (say: Key, line: (facts: Facts) => string): Part => ({
  say,
  where: 'left',
  line,
  button: 'tour.fill',
  happened: ({ chat, since }) =>
    cardsOf(chat).find(card => card.at >= since && asks(card))?.outTrackId,
})
/** It is approved on the right phone: done when that card asks nothing more and stands still. */
const approval = (say: Key): Part => ({
  say,
  where: 'right',
  settleMs: 1200,
  happened: ({ chat, card }) =>
    cardsOf(chat).find(one => one.outTrackId === card && one.buttons.length === 0)?.outTrackId,
})

/** The six steps of the tour: what to say, where to act, what to type, and when it has happened. */
export const steps: readonly Step[] = [
  {
    name: 'ask',
    parts: [
      {
        say: 'tour.ask.say',
        where: 'left',
        line: members,
        button: 'tour.fill',
        happened: ({ chat, since }) =>
          chat?.items.some(({ kind, at }) => kind !== 'message' && at >= since)
            ? answered
            : undefined,
      },
    ],
  },
  { name: 'change', parts: [request('tour.change.say', rename)] },
  { name: 'approve', parts: [approval('tour.approve.say')] },
  {
    name: 'double',
    parts: [
      request('tour.double.say', grant),
      { ...approval('tour.double.press'), button: 'tour.twice', twice: true },
    ],
  },
  {
    name: 'lost',
    parts: [
      { ...request('tour.lost.say', rename), button: 'tour.arm', before: () => loseAnswers(1) },
      { ...approval('tour.lost.press'), settleMs: 2000, after: keepAnswers },
    ],
  },
  { name: 'undo', parts: [request('tour.undo.say', undo), approval('tour.undo.press')] },
]
