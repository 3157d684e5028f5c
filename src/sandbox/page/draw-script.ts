/** Draws the items of a conversation, as a browser module. Only html that the server made is taken as HTML. */
export const drawScript = `
import { language } from '/page/words.js'

const element = (tag, className, text) => {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}
const html = (className, text) => {
  const made = element('div', className)
  made.innerHTML = text
  return made
}
const hue = name => [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 360, 7)
const initials = name => (/^[\\u3400-\\u9fff]/.test(name) ? name.slice(-2) : name.replace(/[^\\p{L}]/gu, '').slice(0, 2))

function cardOf(item, press) {
  const card = element('article', 'card')
  card.append(element('h2', '', item.title), html('text', item.html))
  if (item.tips) card.append(element('p', 'tips', item.tips))
  if (item.buttons.length === 0) return card
  const buttons = element('div', 'buttons')
  for (const { id, text, color, url } of item.buttons) {
    const button = element('button', ['blue', 'red'].includes(color) ? color : '', text)
    button.type = 'button'
    button.dataset.key = item.outTrackId + ' ' + id
    button.onclick = () => (url ? window.open(url, '_blank', 'noopener') : press(item.outTrackId, id, button))
    buttons.append(button)
  }
  card.append(buttons)
  return card
}

function draw(item, press) {
  const line = element('li', 'item ' + (item.kind === 'message' ? (item.own ? 'own' : '') : 'robot'))
  const face = element('span', 'face', item.kind === 'message' ? initials(item.name) : 'RK')
  face.setAttribute('aria-hidden', 'true')
  face.style.setProperty('--hue', hue(item.name))
  const time = new Date(item.at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
  const body = element('div', 'body')
  body.append(element('span', 'who', item.name + ' · ' + time))
  if (item.kind === 'card') body.append(cardOf(item, press))
  else {
    const bubble = html('bubble text', item.html)
    for (const name of item.mentions ?? []) bubble.append(' ', element('span', 'mention', '@' + name))
    body.append(bubble)
  }
  line.append(face, body)
  return line
}

const drawn = new Map()
/** Draws what is new or different and leaves the rest alone, so that focus and scroll stay where they are. */
export function drawItems(list, items, press) {
  const focused = document.activeElement?.dataset?.key
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  const lines = items.map((item, index) => {
    const text = JSON.stringify([language, item])
    const old = drawn.get(index)
    if (old?.text === text) return old.line
    const line = draw(item, press)
    drawn.set(index, { text, line })
    return line
  })
  for (const index of drawn.keys()) if (index >= items.length) drawn.delete(index)
  lines.forEach((line, index) => {
    if (list.children[index] !== line) list.insertBefore(line, list.children[index] ?? null)
  })
  while (list.children.length > lines.length) list.lastChild.remove()
  if (focused && document.activeElement === document.body)
    [...list.querySelectorAll('button')].find(({ dataset }) => dataset.key === focused)?.focus()
  if (atEnd) list.scrollTop = list.scrollHeight
}
`
