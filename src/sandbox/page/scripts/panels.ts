/** The panels beside the phones, as a browser module: closed at first, one open at a time. */
export const panelsScript = `
import { createCompany } from '/page/company.js'
import { h } from '/page/dom.js'
import { memory } from '/page/server.js'
import { createTrouble } from '/page/trouble.js'
import { createWire } from '/page/wire.js'
import { speakAll } from '/page/words.js'

/** shared() has the company and the state of the sandbox. */
export function createPanels(place, buttons, { shared }) {
  const panels = { company: createCompany({ shared }), wire: createWire(), trouble: createTrouble({ shared }) }
  let open = memory.get('panel', null)
  const close = () => toggle(open)
  const title = h('h2', { id: 'panel-title' })
  const body = h('div', { class: 'panel-body', tabindex: '0', role: 'group', 'aria-labelledby': 'panel-title' })
  place.append(h('div', { class: 'panel-top' }, title, h('button', { type: 'button', class: 'plain', 'data-word': 'close', onclick: close })), body)
  for (const name of Object.keys(panels))
    buttons.append(h('button', { type: 'button', class: 'toggle', id: 'open-' + name, 'data-word': name, 'aria-controls': 'panel', onclick: () => toggle(name) }))

  function toggle(name) {
    const focused = place.contains(document.activeElement)
    const was = open
    open = open === name ? null : name
    memory.set('panel', open)
    show()
    if (open) title.scrollIntoView({ block: 'nearest' })
    else if (focused) document.getElementById('open-' + was).focus()
  }
  function show() {
    place.hidden = !open
    document.body.classList.toggle('with-panel', Boolean(open))
    for (const button of buttons.children) button.setAttribute('aria-expanded', String(button.id === 'open-' + open))
    for (const [name, panel] of Object.entries(panels)) panel.open(name === open)
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
    show: name => { if (open !== name) toggle(name) },
    /** Draws anew, in the language of now. */
    speak() {
      for (const panel of Object.values(panels)) panel.draw()
      show()
    },
    draw() {
      panels.company.draw()
      panels.trouble.draw()
    },
  }
}
`
