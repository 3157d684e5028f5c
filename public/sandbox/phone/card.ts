import type { Card } from '../answers.ts'
import { h, htmlFromServer } from '../dom.ts'
import { word } from '../words.ts'

interface Waiting {
  presses: number
  buttons: Set<HTMLButtonElement>
}
/** Whose press waits for the robot, by card and button; and until when a pressed card holds still. */
const waiting = new Map<string, Waiting>()
const still = new Map<string, number>()
/** A second press of a double press has to meet the button that the first one met. */
const stillMs = 400

const keyOf = (viewer: string, outTrackId: string) => `${viewer} ${outTrackId}`

/** For how many milliseconds the card that this viewer has just pressed stays as it is; 0 for any other. */
export const holdsStill = (viewer: string, outTrackId: string) =>
  Math.max(0, (still.get(keyOf(viewer, outTrackId)) ?? 0) - Date.now())

export interface CardOptions {
  /** Resolves when the robot has answered or given up. */
  pressed: (outTrackId: string, buttonId: string) => Promise<void>
  redraw: () => void
}

/** Draws one card as the template "markdown + buttons" does. */
export function drawCard(
  item: Card,
  { viewer, pressed, redraw }: CardOptions & { viewer: string },
): HTMLElement {
  const { outTrackId, title } = item
  const key = keyOf(viewer, outTrackId)
  const buttonOf = ({ id, text, color, url }: Card['buttons'][number]) => {
    const button = h(
      'button',
      {
        type: 'button',
        class: ['blue', 'red'].includes(color) ? color : 'gray',
        'data-key': `${outTrackId} ${id}`,
        'data-button': id,
      },
      text,
    )
    const mine = `${key} ${id}`
    const before = waiting.get(mine)
    if (before) show(button, before)
    button.onclick = async () => {
      if (url) return void window.open(url, '_blank', 'noopener')
      still.set(key, Date.now() + stillMs)
      const wait = waiting.get(mine) ?? { presses: 0, buttons: new Set() }
      waiting.set(mine, wait)
      wait.presses += 1
      show(button, wait)
      await pressed(outTrackId, id)
      wait.presses -= 1
      if (wait.presses > 0) return
      waiting.delete(mine)
      wait.buttons.forEach(clear)
      redraw()
    }
    return button
  }
  return h(
    'article',
    { class: 'card', tabindex: '-1', 'data-card': outTrackId, 'aria-label': title },
    h('h3', {}, title),
    htmlFromServer({ class: 'text' }, item.html),
    item.tips !== '' && h('p', { class: 'tips' }, item.tips),
    item.buttons.length > 0 && h('div', { class: 'buttons' }, ...item.buttons.map(buttonOf)),
  )
}

function show(button: HTMLButtonElement, { buttons }: Waiting) {
  buttons.add(button)
  button.setAttribute('aria-busy', 'true')
  button.title = word('wait')
}
function clear(button: HTMLButtonElement) {
  button.removeAttribute('aria-busy')
  button.title = ''
}
