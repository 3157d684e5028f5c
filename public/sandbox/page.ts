import { isCommands, isCompany, isState, type Known } from './answers.ts'
import { createBar } from './bar.ts'
import { byId } from './dom.ts'
import { isOneOf } from './guard.ts'
import { createPanels } from './panels/panels.ts'
import { createPhone, type Side } from './phone/phone.ts'
import { ask, hear, listen, memory, tell } from './server.ts'
import { createTour } from './tour/tour.ts'
import { isChosen, speakAll, speakIn, word } from './words.ts'

// Puts the page together: two phones, the panels, the tour, and the bar above them.
const sides = ['left', 'right'] as const
const known: Known = { commands: [], company: undefined, state: undefined }
const query = new URLSearchParams(location.search)

/** Before the chats and the company are there, nothing can be said or opened. */
function wake() {
  byId('phones').inert = !known.company || sides.some(side => !phones[side].chat())
}
function changed() {
  wake()
  markNews()
  tour.look()
}
const phoneOf = (side: Side, person: string) =>
  createPhone(side, { first: query.get(side) ?? person, known, changed })
const phones = { left: phoneOf('left', 'boss001'), right: phoneOf('right', 'boss002') }
byId('phones').append(phones.left.place, phones.right.place)
const panels = createPanels(byId('panel'), byId('open'), { known })
const bar = createBar({ known, speak, startTour: () => tour.start() })
const showCompany = () => panels.show('company')
const tour = createTour({ phones, known, showPhone, showCompany })

function speak() {
  speakAll()
  bar.draw()
  panels.speak()
  for (const side of sides) phones[side].speak()
  tour.draw()
}

// The robot is asked for them, which may take long: nothing else waits for it.
hear(['commands'], async () => {
  known.commands = await ask('/commands', isCommands)
  for (const side of sides) phones[side].composer.learned()
})
hear(['connections', 'faults'], async () => {
  const before = known.state
  const state = await ask('/page', isState)
  known.state = state
  // Another sandbox than before: it may have another page.
  if (before && before.startedAt !== state.startedAt) return location.reload()
  const { robot, connections } = state
  if (!isChosen() && robot?.locale && !before) {
    speakIn(robot.locale, { remember: false })
    speak()
  }
  bar.draw()
  panels.draw()
  tour.look()
  if (connections > 0 && (!before?.connections || known.commands.length === 0)) tell('commands')
})
hear(['company'], async () => {
  known.company = await ask('/company', isCompany)
  wake()
  panels.draw()
  tour.look()
})

/** Which phone a narrow screen shows, and how much each held when it was last seen. */
let shown = memory.get('shown', isOneOf(...sides), 'left')
const seen: Partial<Record<Side, number>> = {}
/** Whether there is something new on the phone that is not shown. */
function markNews() {
  for (const side of sides) {
    const size = JSON.stringify(phones[side].chat()?.items ?? []).length
    if (side === shown || seen[side] === undefined) seen[side] = size
    const button = byId(`show-${side}`)
    button.classList.toggle('news', size !== seen[side])
    button.title = size === seen[side] ? '' : word('news')
  }
}
function showPhone(side: Side) {
  shown = side
  memory.set('shown', side)
  document.body.dataset.shown = side
  for (const one of sides) {
    byId(`show-${one}`).setAttribute('aria-pressed', String(one === side))
    phones[one].toEnd()
  }
  markNews()
  tour.draw()
}
for (const side of sides) byId(`show-${side}`).onclick = () => showPhone(side)
showPhone(shown)

speak()
listen(bar.alive)
