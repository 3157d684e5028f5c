import type { Key } from './texts/en.ts'

type Listener = (event: Event) => void
interface Attributes {
  /** `onclick` and the like take a function; what is absent, null or false is left out. */
  [name: string]: string | boolean | null | undefined | Listener
  /** What words are in it, and what it is called; put in by speakAll(). */
  'data-word'?: Key
  'data-label'?: Key
}
type Child = Node | string | false | null | undefined

/** h('p', { class: 'soft', onclick }, 'text', element): text is always text, and a missing child is left out. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else made.setAttribute(name, value === true ? '' : value)
  }
  for (const child of children)
    if (child !== undefined && child !== null && child !== false) made.append(child)
  return made
}

/** An element of the document itself, by its id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no #${id} in the document`)
  return found
}

/** Not every browser has trusted types; where there are some, this is the page's only way to HTML. */
interface WithTrustedTypes {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createHTML(html: string): string },
    ): { createHTML(html: string): string }
  }
}
declare global {
  interface Window extends WithTrustedTypes {}
}
const trusted = window.trustedTypes?.createPolicy('server', { createHTML: html => html })

/** An element around HTML that the server made, with everything typed escaped; the browser is told so. */
export function htmlFromServer(attributes: Attributes, html: string): HTMLDivElement {
  const made = h('div', attributes)
  made.innerHTML = trusted ? trusted.createHTML(html) : html
  return made
}

const svg = (tag: 'svg' | 'path', attributes: Readonly<Record<string, string>>) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}
/** A drawing of one path, as wide as the text is high. */
export function icon(path: string) {
  const drawing = svg('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' })
  drawing.append(svg('path', { d: path }))
  return drawing
}
const paths = {
  robot:
    'M12 3v3M7 6h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM9 11v2M15 11v2M9.5 16h5M2 11v3M22 11v3',
  group:
    'M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c0-3 2.5-5 5.500-5s5.500 2 5.500 5M16 11a2.500 2.500 0 1 0 0-5M17 14c2.500.3 4 2.300 4 5',
}

const tones = 8
const tone = (name: string) =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 997, 7) %
  tones
/** As DingTalk has it: the last two characters of a Chinese name, else the first two letters. */
const initials = (name: string) =>
  (/[\u3400-\u9fff]/.test(name) ? name.slice(-2) : name.replace(/[^\p{L}]/gu, '').slice(0, 2)) ||
  '?'
/** The round picture before a name. */
export const face = (name: string, kind?: keyof typeof paths) =>
  h(
    'span',
    { class: `face ${kind ?? `tone-${tone(name)}`}`, 'aria-hidden': 'true' },
    kind ? icon(paths[kind]) : initials(name),
  )

/** A value and what the reader sees of it. */
export type Option = readonly [value: string, label: string]

/** Puts the options into a select unless they are there, and chooses one. */
export function offer(select: HTMLSelectElement, options: readonly Option[], chosen = '') {
  const key = JSON.stringify(options)
  if (select.dataset.offered !== key)
    select.replaceChildren(...options.map(([value, label]) => h('option', { value }, label)))
  select.dataset.offered = key
  select.value = chosen
}

/** Makes the children of an element these lines, and leaves alone what is in its place already. */
export function arrange(list: Element, lines: readonly Element[]) {
  lines.forEach((line, index) => {
    if (list.children[index] !== line) list.insertBefore(line, list.children[index] ?? null)
  })
  for (const child of [...list.children]) if (!lines.includes(child)) child.remove()
}
