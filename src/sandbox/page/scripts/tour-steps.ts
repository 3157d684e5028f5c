/** The six steps of the tour, as a browser module: what to say, where to act, what to type, and when it has happened. */
export const tourStepsScript = `
import { ask } from '/page/server.js'
import { loseAnswers } from '/page/trouble.js'

const roleId = 1203141
const names = ['财务', '财务部', '财务中心']
const cardsOf = (chat, since) => chat?.items.filter(({ kind, at }) => kind === 'card' && at >= since) ?? []
/** A card on which somebody has to agree. */
const asks = ({ buttons }) => buttons.some(({ id }) => id === 'approve')
const codeOf = title => /\\[([0-9A-Z]{5})\\]/.exec(title)?.[1]

const roles = company => company?.groups.flatMap(({ roles }) => roles) ?? []
const role = company => roles(company).find(({ id }) => id === roleId)
const quoted = name => (/\\s/.test(name) ? '"' + name + '"' : name)
const rename = ({ company }) => {
  const now = role(company)?.name ?? String(roleId)
  return '/role rename ' + quoted(now) + ' ' + (names.find((name, at) => names[at - 1] === now) ?? names.find(name => name !== now))
}
const grant = ({ company }) => {
  const has = roles(company).find(({ name }) => name === '出纳')?.members.some(({ name }) => name === '赵敏')
  return (has ? '/role remove' : '/role add') + ' 出纳 赵敏'
}

/** Something is asked for on the left phone: done when a card waits for approval. */
const request = (say, line, before) => ({
  say, where: 'left', line, before, button: before ? 'tour.arm' : 'tour.fill',
  happened: ({ chat, since }) => cardsOf(chat, since).find(asks)?.outTrackId,
})
/** It is approved on the right phone: done when that card asks nothing more and stands still. */
const approval = (say, more = {}) => ({
  say, where: 'right', settle: 1200,
  happened: ({ chat, card }) => chat?.items.some(item => item.outTrackId === card && item.buttons.length === 0) && card,
  ...more,
})

/** Each step has parts; a part's happened() answers what the next part needs to know, usually the card's outTrackId. */
export const steps = [
  { name: 'ask', parts: [{
    say: 'tour.ask.say', where: 'left', button: 'tour.fill',
    line: ({ company }) => '/role members ' + quoted(role(company)?.name ?? String(roleId)),
    happened: ({ chat, since }) => chat?.items.some(({ kind, at }) => kind !== 'message' && at >= since) && 'answered',
  }] },
  { name: 'change', parts: [request('tour.change.say', rename)] },
  { name: 'approve', parts: [approval('tour.approve.say')] },
  { name: 'double', parts: [request('tour.double.say', grant), approval('tour.double.press', { button: 'tour.twice', twice: true })] },
  { name: 'lost', parts: [
    request('tour.lost.say', rename, () => loseAnswers(1)),
    { ...approval('tour.lost.press', { settle: 2000 }), after: () => ask('/faults/lose-answer', {}, 'DELETE') },
  ] },
  { name: 'undo', parts: [
    request('tour.undo.say', ({ chat, card }) => '/undo ' + (codeOf(chat?.items.find(item => item.outTrackId === card)?.title ?? '') ?? '')),
    approval('tour.undo.press'),
  ] },
]
`
