/** What goes over the wire, as a browser module: frames with their acknowledgements, calls with their answers, the quota. */
export const wireScript = `
import { h } from '/page/dom.js'
import { ask, hear, tell } from '/page/server.js'
import { clock, word } from '/page/words.js'

/** DingTalk's monthly quota in the standard edition. */
const quota = { pushes: 3000, calls: 5000 }

export function createWire() {
  const counts = h('p', { class: 'counts' })
  const rows = h('ol', { class: 'wire' })
  const body = h('div', {}, h('p', { class: 'soft', 'data-word': 'wire.about' }), counts, rows)
  const drawn = new Map()
  let opened = false
  let wire

  const result = ({ kind, status, ms }) => {
    if (kind === 'frame') return status === null ? word('wire.noAck') : word('wire.ack', { ms })
    return status === 0 ? word('wire.cut') : word('wire.took', { status, ms })
  }
  const json = value => typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const bad = ({ kind, status }) => (kind === 'frame' ? status === null || status >= 400 : status === 0 || status >= 400)
  function rowOf(row) {
    const made = h('details', {}, h('summary', {},
      h('span', { class: 'way ' + row.kind, title: word('wire.' + row.kind) }, h('span', { 'aria-hidden': 'true' }, row.kind === 'frame' ? '↓' : '↑'), h('span', { class: 'unseen' }, word('wire.' + row.kind))),
      ' ', h('b', {}, row.name), ' ', row.metered && h('span', { class: 'pill' }, word('wire.metered')),
      h('span', { class: 'soft ' + (bad(row) ? 'bad' : '') }, clock(row.at, { second: '2-digit' }) + ' · ' + row.type + ' · ' + result(row))))
    // What is inside is made when somebody looks.
    made.addEventListener('toggle', () => {
      if (made.open && made.children.length === 1)
        made.append(...[['wire.sent', row.sent], ['wire.answered', row.answered]].filter(([, value]) => value !== null && value !== '').flatMap(([key, value]) =>
          [h('h4', {}, word(key)), h('pre', { tabindex: '0', role: 'group', 'aria-label': word(key) }, json(value))]))
    })
    return h('li', {}, made)
  }
  function draw() {
    if (!wire) return
    counts.replaceChildren(...['pushes', 'calls'].map(kind => h('span', {}, h('b', {}, String(wire[kind])), ' ', word('wire.' + kind, { most: quota[kind] }))))
    const lines = wire.rows.map(row => {
      const text = JSON.stringify([word('wire'), row])
      const old = drawn.get(row.id)
      if (old?.text === text) return old.line
      const line = rowOf(row)
      if (old?.line.firstChild.open) line.firstChild.open = true
      drawn.set(row.id, { text, line })
      return line
    })
    if (lines.length === 0) return rows.replaceChildren(h('li', { class: 'soft' }, word('wire.empty')))
    lines.forEach((line, index) => { if (rows.children[index] !== line) rows.insertBefore(line, rows.children[index] ?? null) })
    while (rows.children.length > lines.length) rows.lastChild.remove()
  }
  async function refresh() {
    if (!opened) return
    wire = await ask('/wire')
    draw()
  }
  hear(['frame', 'ack', 'call', 'wire opened'], refresh)
  return {
    body, draw,
    open(now) {
      const opens = now && !opened
      opened = now
      if (opens) tell('wire opened')
    },
  }
}
`
