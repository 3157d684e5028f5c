import type { Known } from '../answers.ts'
import { h } from '../dom.ts'
import { change, reason } from '../server.ts'
import { word } from '../words.ts'
import type { Panel } from './panels.ts'

/** The calls that change something, by the beginning of their paths. */
const writes = [
  '/role/',
  '/topapi/role/addrolesforemps',
  '/topapi/role/removerolesforemps',
  '/topapi/role/scope/update',
  '/topapi/role/deleterole',
  '/topapi/authorization/rbac/role/create',
]

const on = (name: string, more: object = {}) => change('/faults', { name, ...more })
const off = (name: string) => change(`/faults/${name}`, {}, 'DELETE')

/** DingTalk makes the change, and its answer never arrives: `times` times of each kind, or until it is switched off. */
export const loseAnswers = (times?: number) =>
  Promise.all(writes.map(path => on('lose-answer', { path, times })))
/** Answers arrive again. */
export const keepAnswers = () => off('lose-answer')

const switches = [
  { name: 'lose', fault: 'lose-answer', begin: () => loseAnswers() },
  { name: 'slow', fault: 'delay', begin: () => on('delay', { ms: 3000 }) },
  { name: 'throttle', fault: 'throttle', begin: () => on('throttle', { times: 3 }) },
  {
    name: 'card',
    fault: 'card-permission-missing',
    begin: () => on('card-permission-missing'),
  },
  { name: 'quota', fault: 'quota', begin: () => on('quota') },
  {
    name: 'twice',
    fault: 'duplicate-delivery',
    begin: () => on('duplicate-delivery', { copies: 2 }),
  },
] as const

type Name = (typeof switches)[number]['name'] | 'drop' | 'kill'

/** The switches that make something go wrong. */
export function createTrouble({ known }: { known: Known }): Panel {
  const said = h('p', { class: 'soft', role: 'status' })
  const attempt = async (act: () => Promise<unknown>) => {
    said.textContent = ''
    try {
      await act()
      said.textContent = word('trouble.done')
    } catch (error) {
      said.textContent = word('failed', { why: reason(error) })
    }
  }
  /** One line: what it is, what it does, how often it has struck, and its button. */
  function lineOf(name: Name, button: HTMLElement) {
    const title = h('b', { id: `trouble-${name}`, 'data-word': `trouble.${name}` })
    const about = h('span', {
      class: 'soft',
      id: `about-${name}`,
      'data-word': `trouble.${name}.about`,
    })
    const struck = h('span', { class: 'soft', id: `struck-${name}` })
    const line = h('li', {}, h('span', { class: 'about' }, title, about, struck), button)
    return { line, about, struck }
  }
  const toggles = switches.map(({ name, fault, begin }) => {
    // One after another: what is switched off while it is still being switched on would be left on in part.
    let before = Promise.resolve()
    const button = h('button', {
      type: 'button',
      role: 'switch',
      class: 'switch',
      'aria-labelledby': `trouble-${name}`,
      'aria-describedby': `about-${name}`,
      onclick() {
        const isOn = button.getAttribute('aria-checked') === 'true'
        before = before.then(() => attempt(() => (isOn ? off(fault) : begin())))
      },
    })
    return { fault, button, ...lineOf(name, button) }
  })
  function doer(name: 'drop' | 'kill', act: () => Promise<unknown>) {
    const button = h('button', {
      type: 'button',
      class: 'gray',
      id: `do-${name}`,
      'data-word': 'trouble.do',
      'aria-labelledby': `do-${name} trouble-${name}`,
      onclick: () => void attempt(act),
    })
    return { button, ...lineOf(name, button) }
  }
  const drop = doer('drop', () => on('drop-connections'))
  const kill = doer('kill', () => change('/robot/restart', {}))
  const body = h(
    'div',
    {},
    h('p', { class: 'soft', 'data-word': 'trouble.about' }),
    h('ul', { class: 'troubles' }, ...[...toggles, drop, kill].map(({ line }) => line)),
    said,
  )

  function draw() {
    const { state } = known
    if (!state) return
    for (const { fault, button, struck } of toggles) {
      const active = state.faults.filter(({ name }) => name === fault)
      const count = active.reduce((sum, one) => sum + one.struck, 0)
      button.setAttribute('aria-checked', String(active.length > 0))
      struck.textContent = count > 0 ? word('trouble.struck', { count }) : ''
    }
    kill.button.disabled = !state.robot
    const key = state.robot ? 'trouble.kill.about' : 'trouble.kill.cannot'
    kill.about.dataset.word = key
    kill.about.textContent = word(key)
  }
  return { body, draw }
}
