/** The switches that make something go wrong, as a browser module. */
export const troubleScript = `
import { h } from '/page/dom.js'
import { ask } from '/page/server.js'
import { word } from '/page/words.js'

/** The calls that change something, by the beginning of their paths. */
const writes = ['/role/', '/topapi/role/addrolesforemps', '/topapi/role/removerolesforemps', '/topapi/role/scope/update', '/topapi/role/deleterole', '/topapi/authorization/rbac/role/create']
export const loseAnswers = times => Promise.all(writes.map(path => ask('/faults', { name: 'lose-answer', path, ...(times && { times }) })))

const switches = {
  lose: { fault: 'lose-answer', on: () => loseAnswers() },
  slow: { fault: 'delay', on: () => ask('/faults', { name: 'delay', ms: 3000 }) },
  throttle: { fault: 'throttle', on: () => ask('/faults', { name: 'throttle', times: 3 }) },
  card: { fault: 'card-permission-missing', on: () => ask('/faults', { name: 'card-permission-missing' }) },
  quota: { fault: 'quota', on: () => ask('/faults', { name: 'quota' }) },
  twice: { fault: 'duplicate-delivery', on: () => ask('/faults', { name: 'duplicate-delivery', copies: 2 }) },
}
const off = fault => ask('/faults/' + fault, {}, 'DELETE')
const acts = {
  drop: () => ask('/faults', { name: 'drop-connections' }),
  kill: () => ask('/robot/restart', {}),
}

export function createTrouble({ shared }) {
  const said = h('p', { class: 'soft', role: 'status' })
  const attempt = async act => {
    said.textContent = ''
    try {
      await act()
      said.textContent = word('trouble.done')
    } catch (error) {
      said.textContent = word('failed', { why: error.message })
    }
  }
  const about = name => h('span', { class: 'about' }, h('b', { id: 'trouble-' + name, 'data-word': 'trouble.' + name }),
    h('span', { class: 'soft', id: 'about-' + name, 'data-word': 'trouble.' + name + '.about' }), h('span', { class: 'soft', id: 'struck-' + name }))
  const toggles = Object.entries(switches).map(([name, { fault, on }]) => {
    // One after another: what is switched off while it is still being switched on would be left on in part.
    let before = Promise.resolve()
    const button = h('button', { type: 'button', role: 'switch', class: 'switch', 'aria-labelledby': 'trouble-' + name, 'aria-describedby': 'about-' + name,
      onclick: () => {
        const isOn = button.getAttribute('aria-checked') === 'true'
        before = before.then(() => attempt(() => (isOn ? off(fault) : on())))
      } })
    return { name, fault, button, line: h('li', {}, about(name), button) }
  })
  const doers = Object.entries(acts).map(([name, act]) => {
    const button = h('button', { type: 'button', class: 'gray', id: 'do-' + name, 'data-word': 'trouble.do', 'aria-labelledby': 'do-' + name + ' trouble-' + name, onclick: () => attempt(act) })
    return { name, button, line: h('li', {}, about(name), button) }
  })
  const body = h('div', {}, h('p', { class: 'soft', 'data-word': 'trouble.about' }),
    h('ul', { class: 'troubles' }, ...[...toggles, ...doers].map(({ line }) => line)), said)

  function draw() {
    const { state } = shared()
    if (!state) return
    for (const { name, fault, button, line } of toggles) {
      const active = state.faults.filter(one => one.name === fault)
      const struck = active.reduce((sum, one) => sum + one.struck, 0)
      button.setAttribute('aria-checked', String(active.length > 0))
      line.querySelector('#struck-' + name).textContent = struck > 0 ? word('trouble.struck', { count: struck }) : ''
    }
    const kill = doers.find(({ name }) => name === 'kill')
    kill.button.disabled = !state.robot
    const key = state.robot ? 'trouble.kill.about' : 'trouble.kill.cannot'
    const shown = kill.line.querySelector('#about-kill')
    shown.dataset.word = key
    shown.textContent = word(key)
  }
  return { body, draw, open() {} }
}
`
