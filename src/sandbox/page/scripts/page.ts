/** Puts the page together, as a browser module: two phones, the panels, the tour, and the bar above them. */
export const script = `
import { createBar } from '/page/bar.js'
import { createPanels } from '/page/panels.js'
import { createPhone } from '/page/phone.js'
import { ask, hear, listen, memory, tell } from '/page/server.js'
import { createTour } from '/page/tour.js'
import { isChosen, speakAll, speakIn, word } from '/page/words.js'

const at = id => document.getElementById(id)
const shared = { commands: [], company: undefined, state: undefined }
const look = () => shared
const query = new URLSearchParams(location.search)

/** Before the chats and the company are there, nothing can be said or opened. */
const wake = () => { at('phones').inert = !shared.company || phones.some(phone => !phone.chat()) }
const changed = () => {
  wake()
  markNews()
  tour.look()
}
const phones = [['left', 'boss001'], ['right', 'boss002']].map(([side, person]) =>
  createPhone(side, { first: query.get(side) ?? person, shared: look, changed }))
at('phones').append(...phones.map(({ place }) => place))
const panels = createPanels(at('panel'), at('open'), { shared: look })
let tour
const bar = createBar({ shared: look, speak, startTour: () => tour.start() })
tour = createTour({ phones: { left: phones[0], right: phones[1] }, panels, shared: look, showPhone })

function speak() {
  speakAll()
  bar.draw()
  panels.speak()
  for (const phone of phones) phone.speak()
  tour.draw()
}

// The robot is asked for them, which may take long: nothing else waits for it.
hear(['commands'], async () => {
  shared.commands = await ask('/commands')
  for (const { composer } of phones) composer.learned()
})
hear(['connections', 'faults'], async () => {
  const started = shared.state?.startedAt
  const before = shared.state?.connections
  shared.state = await ask('/page')
  // Another sandbox than before: it may have another page.
  if (started !== undefined && started !== shared.state.startedAt) return location.reload()
  const { robot, connections } = shared.state
  if (!isChosen() && robot?.locale && before === undefined) {
    speakIn(robot.locale, { remember: false })
    speak()
  }
  bar.draw()
  panels.draw()
  tour.look()
  if (connections > 0 && (!before || shared.commands.length === 0)) tell('commands')
})
hear(['company'], async () => {
  shared.company = await ask('/company')
  wake()
  panels.draw()
  tour.look()
})
// Which phone a narrow screen shows, and whether there is something new on the other one.
let shown = memory.get('shown', 'left')
const seen = {}
function markNews() {
  for (const [index, side] of ['left', 'right'].entries()) {
    const size = JSON.stringify(phones[index].chat()?.items ?? []).length
    if (side === shown || seen[side] === undefined) seen[side] = size
    const button = at('show-' + side)
    button.classList.toggle('news', size !== seen[side])
    button.title = size === seen[side] ? '' : word('news')
  }
}
function showPhone(side) {
  shown = side
  memory.set('shown', side)
  document.body.dataset.shown = side
  for (const name of ['left', 'right']) at('show-' + name).setAttribute('aria-pressed', String(name === side))
  for (const phone of phones) phone.toEnd()
  markNews()
  tour.draw()
}
for (const side of ['left', 'right']) at('show-' + side).onclick = () => showPhone(side)
showPhone(shown)

speak()
listen(bar.alive)
`
