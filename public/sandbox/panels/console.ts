import type { Known } from '../answers.ts'
import { h, type Option, offer } from '../dom.ts'
import { isOneOf } from '../guard.ts'
import { change, reason } from '../server.ts'
import { word } from '../words.ts'

/** Which fields each change takes. */
const takes = {
  'rename-role': ['role', 'name'],
  'add-member': ['role', 'person'],
  'remove-member': ['role', 'person'],
  'add-admin': ['person', 'level', 'range'],
  'remove-admin': ['person'],
} as const
const changes = ['rename-role', 'add-member', 'remove-member', 'add-admin', 'remove-admin'] as const
const isChange = isOneOf(...changes)
type Field = (typeof takes)[keyof typeof takes][number]

/** The small admin console: a change by hand, past the robot. */
export function createConsole({ known }: { known: Known }) {
  const what = h('select', { id: 'console-what' })
  const role = h('select', { id: 'console-role' })
  const person = h('select', { id: 'console-person' })
  const name = h('input', { id: 'console-name', maxlength: '50', autocomplete: 'off' })
  const level = h('select', { id: 'console-level' })
  const range = h('select', { id: 'console-range' })
  const said = h('p', { class: 'soft', role: 'status' })
  const row = (field: Field | 'what', input: HTMLElement) =>
    h(
      'div',
      { class: 'field-row', id: `row-${field}` },
      h('label', { for: input.id, 'data-word': `console.${field}` }),
      input,
    )
  const rows = new Map<Field, HTMLElement>([
    ['role', row('role', role)],
    ['person', row('person', person)],
    ['name', row('name', name)],
    ['level', row('level', level)],
    ['range', row('range', range)],
  ])
  const form = h(
    'form',
    { class: 'console', 'data-label': 'console', autocomplete: 'off' },
    h('h3', { 'data-word': 'console' }),
    h('p', { class: 'soft', 'data-word': 'console.about' }),
    row('what', what),
    ...rows.values(),
    h('button', { type: 'submit', class: 'blue', 'data-word': 'console.do' }),
    said,
  )

  const fieldsOf = (): readonly Field[] => (isChange(what.value) ? takes[what.value] : [])
  function draw() {
    const { company } = known
    if (!company) return
    const roles = company.groups.flatMap(group => group.roles).filter(({ isDefault }) => !isDefault)
    const persons = company.persons.filter(one => one.staff && !one.userid.startsWith('CROWD'))
    fill(
      what,
      changes.map(one => [one, word(`console.${one}`)]),
    )
    fill(
      role,
      roles.map(one => [String(one.id), one.name]),
    )
    fill(
      person,
      persons.map(one => [one.userid, `${one.name} · ${one.title}`]),
    )
    fill(level, [
      ['1', word('main')],
      ['2', word('sub')],
    ])
    fill(
      range,
      company.departments.map(one => [String(one.id), one.name]),
    )
    const fields = fieldsOf()
    for (const [field, line] of rows)
      line.hidden = !fields.includes(field) || (field === 'range' && level.value !== '2')
  }
  function fill(select: HTMLSelectElement, options: readonly Option[]) {
    const kept = select.value
    offer(select, options, options.some(([value]) => value === kept) ? kept : options[0]?.[0])
  }

  /** What the form asks for: the change, and the fields that it takes. */
  function wanted(): object {
    const isMain = level.value === '1'
    const values: Readonly<Record<Field, object>> = {
      role: { id: Number(role.value) },
      person: { userid: person.value },
      name: { name: name.value },
      level: { level: Number(level.value) },
      range: { scope: [isMain ? 1 : Number(range.value)] },
    }
    return Object.assign({ change: what.value }, ...fieldsOf().map(field => values[field]))
  }
  what.onchange = draw
  level.onchange = draw
  form.onsubmit = async event => {
    event.preventDefault()
    try {
      await change('/company', wanted())
      said.textContent = word('console.done')
      name.value = ''
    } catch (error) {
      said.textContent = word('failed', { why: reason(error) })
    }
  }
  return { form, draw }
}
