/** Makes elements, as a browser module. Text is always text; HTML is only what the server made, and the browser is told so. */
export const domScript = String.raw`
/** h('p', { class: 'soft', onclick }, 'text', element): a missing child is left out. */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children.filter(child => child !== undefined && child !== null && child !== false))
  return made
}

const trusted = window.trustedTypes?.createPolicy('server', { createHTML: html => html })
export function htmlFromServer(attributes, html) {
  const made = h('div', attributes)
  made.innerHTML = trusted ? trusted.createHTML(html) : html
  return made
}

const svg = (tag, attributes, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}
/** A drawing of one path, as wide as the text is high. */
export const icon = path =>
  svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: path }))
export const robotPath =
  'M12 3v3M7 6h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM9 11v2M15 11v2M9.5 16h5M2 11v3M22 11v3'

const tones = 8
const tone = name => [...name].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 997, 7) % tones
/** As DingTalk has it: the last two characters of a Chinese name, else the first two letters. */
const initials = name => (/[\u3400-\u9fff]/.test(name) ? name.slice(-2) : name.replace(/[^\p{L}]/gu, '').slice(0, 2)) || '?'
export function face(name, kind) {
  const made = h('span', { class: 'face ' + (kind ?? 'tone-' + tone(name)), 'aria-hidden': 'true' })
  if (kind === 'robot') made.append(icon(robotPath))
  else if (kind === 'group') made.append(icon('M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3 2.5-5 5.500-5s5.500 2 5.500 5M16 11a2.500 2.500 0 1 0 0-5M17 14c2.500.3 4 2.300 4 5'))
  else made.append(initials(name))
  return made
}

/** Puts the options into a select unless they are there, and chooses one. */
export function offer(select, options, chosen) {
  const key = JSON.stringify(options)
  if (select.dataset.offered !== key)
    select.replaceChildren(...options.map(([value, label]) => h('option', { value }, label)))
  select.dataset.offered = key
  select.value = chosen
}
`
