/** The guided tour, as a browser module: it points, types for the visitor, and goes on by itself when the thing has happened. */
export const tourScript = `
import { createCoach } from '/page/coach.js'
import { steps } from '/page/tour-steps.js'

const fresh = { step: 0, part: 0, since: 0, card: null }
const load = () => JSON.parse(localStorage.getItem('tour') ?? 'null') ?? { ...fresh }

export function createTour({ phones, panels, shared, showPhone }) {
  let at = load()
  let settled
  const keep = () => localStorage.setItem('tour', JSON.stringify(at))
  const over = () => at.left || at.step >= steps.length
  const part = () => steps[at.step]?.parts[at.part]
  const chat = () => phones.left.chat()
  const facts = () => ({ ...shared(), chat: chat(), since: at.since, card: at.card })
  /** Both presses leave at once, as from a nervous thumb. */
  const twice = () => {
    showPhone('right')
    return Promise.all([1, 2].map(() => phones.right.press(at.card, 'approve')))
  }
  const coach = createCoach({ phones, leave, start, fill, twice, company: () => { leave(); panels.show('company') } })

  /** Items of the sandbox carry its time, which is this machine's; a moment of slack costs nothing. */
  const now = () => Math.max(0, ...(chat()?.items.map(({ at }) => at + 1) ?? []))

  function draw() {
    if (!chat() || over() && !at.ended) return coach.hide()
    if (at.ended) return coach.end()
    const { name } = steps[at.step]
    const card = chat().items.find(({ outTrackId }) => outTrackId === at.card)
    const button = card?.buttons?.find(({ id }) => id === 'approve')?.text ?? ''
    coach.show({ step: at.step + 1, steps: steps.length, name, part: part(), card: at.card, button, typed: part().line?.(facts()) })
  }
  function leave() {
    const focused = coach.focused()
    clearTimeout(settled)
    at = { ...at, left: true, ended: false }
    keep()
    draw()
    if (focused) document.getElementById('tour').focus()
  }
  function start() {
    at = { ...fresh, since: now(), sandbox: shared().state?.startedAt }
    keep()
    // Two main administrators, so that each may approve what the other asks for.
    const [left, right] = (shared().company?.persons ?? []).filter(({ admin }) => admin?.level === 1)
    if (right) {
      phones.left.hold(left.userid)
      phones.right.hold(right.userid)
    }
    phones.left.openGroup()
    phones.right.openGroup()
    draw()
    coach.focus()
  }
  function next(found) {
    void part().after?.()
    const last = at.part + 1 >= steps[at.step].parts.length
    at = { ...at, step: last ? at.step + 1 : at.step, part: last ? 0 : at.part + 1, since: now(), card: found === 'answered' ? null : found }
    if (at.step >= steps.length) at.ended = true
    keep()
    draw()
  }
  async function fill() {
    await part().before?.()
    showPhone('left')
    phones.left.openGroup()
    phones.left.composer.fill(part().line(facts()))
  }

  return {
    start,
    draw,
    /** Looks whether the thing has happened. */
    look() {
      const { state } = shared()
      if (over() || !state || !chat()) return draw()
      // What the tour waits for is gone with the sandbox that it began in.
      if (at.sandbox !== state.startedAt) at = { ...fresh, sandbox: state.startedAt, since: now() }
      keep()
      const found = part().happened(facts())
      clearTimeout(settled)
      if (!found) return draw()
      if (!part().settle) return next(found)
      settled = setTimeout(() => next(found), part().settle)
    },
  }
}
`
