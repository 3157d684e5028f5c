/** Draws one card as the template "markdown + buttons" does, as a browser module. */
export const cardScript = `
import { h, htmlFromServer } from '/page/dom.js'
import { word } from '/page/words.js'

/** Whose press waits for the robot, by card and button; and until when a pressed card holds still. */
const waiting = new Map()
const still = new Map()
/** A second press of a double press has to meet the button that the first one met. */
const stillMs = 400

/** For how many milliseconds the card that this viewer has just pressed stays as it is; 0 for any other. */
export const holdsStill = (viewer, outTrackId) => Math.max(0, (still.get(viewer + ' ' + outTrackId) ?? 0) - Date.now())

/** pressed(outTrackId, buttonId) resolves when the robot has answered or given up. */
export function drawCard(item, { viewer, pressed, redraw }) {
  const key = viewer + ' ' + item.outTrackId
  const card = h('article', { class: 'card', tabindex: '-1', 'data-card': item.outTrackId, 'aria-label': item.title })
  card.append(h('h3', {}, item.title), htmlFromServer({ class: 'text' }, item.html))
  if (item.tips) card.append(h('p', { class: 'tips' }, item.tips))
  if (item.buttons.length === 0) return card
  const buttons = h('div', { class: 'buttons' })
  for (const { id, text, color, url } of item.buttons) {
    const button = h('button', {
      type: 'button',
      class: ['blue', 'red'].includes(color) ? color : 'gray',
      'data-key': item.outTrackId + ' ' + id,
      'data-button': id,
    }, text)
    const mine = key + ' ' + id
    if (waiting.has(mine)) show(button, waiting.get(mine))
    button.onclick = async () => {
      if (url) return void window.open(url, '_blank', 'noopener')
      still.set(key, Date.now() + stillMs)
      const wait = waiting.get(mine) ?? { presses: 0, buttons: new Set() }
      waiting.set(mine, wait)
      wait.presses += 1
      show(button, wait)
      await pressed(item.outTrackId, id)
      wait.presses -= 1
      if (wait.presses > 0) return
      waiting.delete(mine)
      wait.buttons.forEach(clear)
      redraw()
    }
    buttons.append(button)
  }
  card.append(buttons)
  return card
}

function show(button, { buttons }) {
  buttons.add(button)
  button.setAttribute('aria-busy', 'true')
  button.title = word('wait')
}
function clear(button) {
  button.removeAttribute('aria-busy')
  button.title = ''
}
`
