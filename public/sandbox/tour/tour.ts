import type { Known } from '../answers.ts'
import { byId } from '../dom.ts'
import { isAbsent, isBoolean, isEither, isNull, isNumber, isObject, isText } from '../guard.ts'
import type { Phone, Side } from '../phone/phone.ts'
import { recall } from '../server.ts'
import { createCoach } from './coach.ts'
import { answered, type Facts, steps } from './steps.ts'

/** How far a visitor has come; kept over reloads. */
interface Progress {
  step: number
  part: number
  /** When this part began, on the sandbox's clock. */
  since: number
  /** The card that it is about. */
  card: string | null
  /** When the sandbox was started in which the tour began. */
  sandbox: number | undefined
  /** The visitor has left it, or has come to its end and still reads its last word. */
  left: boolean
  ended: boolean
}
const fresh: Progress = {
  step: 0,
  part: 0,
  since: 0,
  card: null,
  sandbox: undefined,
  left: false,
  ended: false,
}

const isMaybeNumber = isEither(isNumber, isAbsent)
const isMaybe = isEither(isBoolean, isAbsent)
const isStored = isObject({
  step: isNumber,
  part: isMaybeNumber,
  since: isMaybeNumber,
  card: isEither(isEither(isText, isNull), isAbsent),
  sandbox: isMaybeNumber,
  left: isMaybe,
  ended: isMaybe,
})

function load(): Progress {
  const stored = recall(localStorage, 'tour', isStored, fresh)
  return {
    step: stored.step,
    part: stored.part ?? 0,
    since: stored.since ?? 0,
    card: stored.card ?? null,
    sandbox: stored.sandbox,
    left: stored.left ?? false,
    ended: stored.ended ?? false,
  }
}

/** The guided tour: it points, types for the visitor, and goes on by itself when the thing has happened. */
export function createTour({
  phones,
  known,
  showPhone,
  showCompany,
}: {
  phones: Readonly<Record<Side, Phone>>
  known: Known
  showPhone: (side: Side) => void
  showCompany: () => void
}) {
  let at = load()
  let settled: ReturnType<typeof setTimeout> | undefined
  const keep = () => localStorage.setItem('tour', JSON.stringify(at))
  const over = () => at.left || at.step >= steps.length
  const part = () => steps[at.step]?.parts[at.part]
  const chat = () => phones.left.chat()
  const facts = (): Facts => ({ ...known, chat: chat(), since: at.since, card: at.card })
  /** Both presses leave at once, as from a nervous thumb. */
  async function twice() {
    const { card } = at
    if (card === null) return
    showPhone('right')
    await Promise.all([1, 2].map(() => phones.right.press(card, 'approve')))
  }
  const coach = createCoach({
    leave,
    start,
    fill,
    twice,
    company() {
      leave()
      showCompany()
    },
  })

  /** Items of the sandbox carry its time, which is this machine's; a moment of slack costs nothing. */
  const now = () => Math.max(0, ...(chat()?.items.map(item => item.at + 1) ?? []))

  function draw() {
    const items = chat()?.items
    if (!items || (over() && !at.ended)) return coach.hide()
    const step = steps[at.step]
    const current = part()
    if (at.ended || !step || !current) return coach.end()
    const card = items.find(item => item.kind === 'card' && item.outTrackId === at.card)
    const buttons = card?.kind === 'card' ? card.buttons : []
    coach.show({
      step: at.step + 1,
      steps: steps.length,
      name: step.name,
      part: current,
      card: at.card,
      button: buttons.find(({ id }) => id === 'approve')?.text ?? '',
      typed: current.line?.(facts()) ?? '',
    })
  }
  function leave() {
    const focused = coach.focused()
    clearTimeout(settled)
    at = { ...at, left: true, ended: false }
    keep()
    draw()
    if (focused) byId('tour').focus()
  }
  function start() {
    at = { ...fresh, since: now(), sandbox: known.state?.startedAt }
    keep()
    // Two main administrators, so that each may approve what the other asks for.
    const mains = known.company?.persons.filter(({ admin }) => admin?.level === 1)
    const [left, right] = mains ?? []
    if (left && right) {
      phones.left.hold(left.userid)
      phones.right.hold(right.userid)
    }
    phones.left.openGroup()
    phones.right.openGroup()
    draw()
    coach.focus()
  }
  function next(found: string) {
    void part()?.after?.()
    const last = at.part + 1 >= (steps[at.step]?.parts.length ?? 0)
    at = {
      ...at,
      step: last ? at.step + 1 : at.step,
      part: last ? 0 : at.part + 1,
      since: now(),
      card: found === answered ? null : found,
    }
    if (at.step >= steps.length) at.ended = true
    keep()
    draw()
  }
  async function fill() {
    const { before, line } = part() ?? {}
    await before?.()
    showPhone('left')
    phones.left.openGroup()
    phones.left.composer.fill(line?.(facts()) ?? '')
  }

  return {
    start,
    draw,
    /** Looks whether the thing has happened. */
    look() {
      const { state } = known
      if (over() || !state || !chat()) return draw()
      // What the tour waits for is gone with the sandbox that it began in.
      if (at.sandbox !== state.startedAt) at = { ...fresh, sandbox: state.startedAt, since: now() }
      keep()
      const current = part()
      const found = current?.happened(facts())
      clearTimeout(settled)
      if (!current || found === undefined) return draw()
      if (current.settleMs === undefined) return next(found)
      settled = setTimeout(() => next(found), current.settleMs)
    },
  }
}
