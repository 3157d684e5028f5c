import { isWire, type Row, type Wire } from '../answers.ts'
import { arrange, h } from '../dom.ts'
import { ask, hear, tell } from '../server.ts'
import type { Key } from '../texts/en.ts'
import { clock, word } from '../words.ts'
import type { Panel } from './panels.ts'

/** DingTalk's monthly quota in the standard edition. */
const quota = { pushes: 3000, calls: 5000 }

function result({ kind, status, ms }: Row): string {
  if (kind === 'frame') return status === null ? word('wire.noAck') : word('wire.ack', { ms })
  return status === 0 ? word('wire.cut') : word('wire.took', { status, ms })
}
const isBad = ({ kind, status }: Row) =>
  status === null || status >= 400 || (kind === 'call' && status === 0)
const pretty = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** One of the two halves of a row, unless it is empty. */
const half = (key: Key, value: unknown) =>
  value === null || value === ''
    ? []
    : [
        h('h4', {}, word(key)),
        h('pre', { tabindex: '0', role: 'group', 'aria-label': word(key) }, pretty(value)),
      ]

function rowOf(row: Row): HTMLDetailsElement {
  const way = word(`wire.${row.kind}`)
  const arrow = h('span', { 'aria-hidden': 'true' }, row.kind === 'frame' ? '↓' : '↑')
  const about = [clock(row.at, { second: '2-digit' }), row.type, result(row)].join(' · ')
  const made = h(
    'details',
    {},
    h(
      'summary',
      {},
      h(
        'span',
        { class: `way ${row.kind}`, title: way },
        arrow,
        h('span', { class: 'unseen' }, way),
      ),
      ' ',
      h('b', {}, row.name),
      ' ',
      row.metered && h('span', { class: 'pill' }, word('wire.metered')),
      h('span', { class: `soft ${isBad(row) ? 'bad' : ''}` }, about),
    ),
  )
  // What is inside is made when somebody looks.
  made.addEventListener('toggle', () => {
    if (made.open && made.children.length === 1)
      made.append(...half('wire.sent', row.sent), ...half('wire.answered', row.answered))
  })
  return made
}

/** What goes over the wire: frames with their acknowledgements, calls with their answers, the quota. */
export function createWire(): Panel {
  const counts = h('p', { class: 'counts' })
  const rows = h('ol', { class: 'wire' })
  const body = h('div', {}, h('p', { class: 'soft', 'data-word': 'wire.about' }), counts, rows)
  const drawn = new Map<string, { text: string; details: HTMLDetailsElement; line: HTMLElement }>()
  let opened = false
  let wire: Wire | undefined

  const countOf = (kind: 'pushes' | 'calls', count: number) =>
    h('span', {}, h('b', {}, String(count)), ' ', word(`wire.${kind}`, { most: quota[kind] }))
  function lineOf(row: Row) {
    const text = JSON.stringify([word('wire'), row])
    const old = drawn.get(row.id)
    if (old?.text === text) return old.line
    const details = rowOf(row)
    if (old?.details.open) details.open = true
    const line = h('li', {}, details)
    drawn.set(row.id, { text, details, line })
    return line
  }
  function draw() {
    if (!wire) return
    counts.replaceChildren(countOf('pushes', wire.pushes), countOf('calls', wire.calls))
    const lines = wire.rows.map(lineOf)
    arrange(rows, lines.length > 0 ? lines : [h('li', { class: 'soft' }, word('wire.empty'))])
  }
  hear(['frame', 'ack', 'call', 'wire opened'], async () => {
    if (!opened) return
    wire = await ask('/wire', isWire)
    draw()
  })
  return {
    body,
    draw,
    open(now) {
      const opens = now && !opened
      opened = now
      if (opens) tell('wire opened')
    },
  }
}
