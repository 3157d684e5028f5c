import type { Known } from '../answers.ts'
import { byId, h } from '../dom.ts'
import { isEither, isNull, isOneOf } from '../guard.ts'
import { memory } from '../server.ts'
import { speakAll } from '../words.ts'
import { createCompany } from './company.ts'
import { createTrouble } from './trouble.ts'
import { createWire } from './wire.ts'

const names = ['company', 'wire', 'trouble'] as const
type Name = (typeof names)[number]

/** One of the panels, as each of them is made. */
export interface Panel {
  body: HTMLElement
  /** Draws it anew, in the language of now. */
  draw(): void
  /** Is told whether it is the open one. */
  open?(now: boolean): void
}

/** The panels beside the phones: closed at first, one open at a time. */
export function createPanels(
  place: HTMLElement,
  buttons: HTMLElement,
  { known }: { known: Known },
) {
  const panels: Readonly<Record<Name, Panel>> = {
    company: createCompany({ known }),
    wire: createWire(),
    trouble: createTrouble({ known }),
  }
  let open = memory.get('panel', isEither(isOneOf(...names), isNull), null)
  const title = h('h2', { id: 'panel-title' })
  const body = h('div', {
    class: 'panel-body',
    tabindex: '0',
    role: 'group',
    'aria-labelledby': 'panel-title',
  })
  const closer = h('button', {
    type: 'button',
    class: 'plain',
    'data-word': 'close',
    onclick: close,
  })
  place.append(h('div', { class: 'panel-top' }, title, closer), body)
  for (const name of names)
    buttons.append(
      h('button', {
        type: 'button',
        class: 'toggle',
        id: `open-${name}`,
        'data-word': name,
        'aria-controls': 'panel',
        onclick: () => toggle(name),
      }),
    )

  function close() {
    if (open) toggle(open)
  }
  function toggle(name: Name) {
    const focused = place.contains(document.activeElement)
    const was = open
    open = open === name ? null : name
    memory.set('panel', open)
    show()
    if (open) title.scrollIntoView({ block: 'nearest' })
    else if (focused) byId(`open-${was}`).focus()
  }
  function show() {
    place.hidden = !open
    document.body.classList.toggle('with-panel', Boolean(open))
    for (const button of buttons.children)
      button.setAttribute('aria-expanded', String(button.id === `open-${open}`))
    for (const name of names) panels[name].open?.(name === open)
    if (!open) return
    title.dataset.word = open
    body.replaceChildren(panels[open].body)
    speakAll()
  }
  place.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  })

  return {
    show(name: Name) {
      if (open !== name) toggle(name)
    },
    /** Draws anew, in the language of now. */
    speak() {
      for (const name of names) panels[name].draw()
      show()
    },
    draw() {
      panels.company.draw()
      panels.trouble.draw()
    },
  }
}
