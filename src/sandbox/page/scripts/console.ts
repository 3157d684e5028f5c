/** The small admin console, as a browser module: a change by hand, past the robot. */
export const consoleScript = `
import { h, offer } from '/page/dom.js'
import { ask } from '/page/server.js'
import { word } from '/page/words.js'

/** Which fields each change takes. */
const changes = {
  'rename-role': ['role', 'name'],
  'add-member': ['role', 'person'],
  'remove-member': ['role', 'person'],
  'add-admin': ['person', 'level', 'range'],
  'remove-admin': ['person'],
}

export function createConsole({ shared }) {
  const what = h('select', { id: 'console-what' })
  const fields = {
    role: h('select', { id: 'console-role' }),
    person: h('select', { id: 'console-person' }),
    name: h('input', { id: 'console-name', maxlength: '50', autocomplete: 'off' }),
    level: h('select', { id: 'console-level' }),
    range: h('select', { id: 'console-range' }),
  }
  const said = h('p', { class: 'soft', role: 'status' })
  const row = (name, field) => h('div', { class: 'field-row', id: 'row-' + name }, h('label', { for: field.id, 'data-word': 'console.' + name }), field)
  const rows = Object.entries(fields).map(([name, field]) => row(name, field))
  const form = h('form', { class: 'console', 'data-label': 'console', autocomplete: 'off' },
    h('h3', { 'data-word': 'console' }), h('p', { class: 'soft', 'data-word': 'console.about' }),
    row('what', what), ...rows, h('button', { type: 'submit', class: 'blue', 'data-word': 'console.do' }), said)

  function draw() {
    const { company } = shared()
    if (!company) return
    const chosen = select => select.value || select.options[0]?.value
    const roles = company.groups.flatMap(({ roles }) => roles).filter(({ isDefault }) => !isDefault)
    const persons = company.persons.filter(({ staff, userid }) => staff && !userid.startsWith('CROWD'))
    fill(what, Object.keys(changes).map(change => [change, word('console.' + change)]))
    fill(fields.role, roles.map(({ id, name }) => [String(id), name]))
    fill(fields.person, persons.map(({ userid, name, title }) => [userid, name + ' · ' + title]))
    fill(fields.level, [['1', word('main')], ['2', word('sub')]])
    fill(fields.range, company.departments.map(({ id, name }) => [String(id), name]))
    const takes = name => changes[chosen(what)].includes(name) && (name !== 'range' || chosen(fields.level) === '2')
    Object.keys(fields).forEach((name, at) => { rows[at].hidden = !takes(name) })
  }
  function fill(select, options) {
    const kept = select.value
    offer(select, options, options.some(([value]) => value === kept) ? kept : options[0]?.[0])
  }
  what.onchange = draw
  fields.level.onchange = draw
  form.onsubmit = async event => {
    event.preventDefault()
    const change = what.value
    const [id, userid, level] = [Number(fields.role.value), fields.person.value, Number(fields.level.value)]
    const scope = [level === 2 ? Number(fields.range.value) : 1]
    const body = { change, id, userid, name: fields.name.value, level, scope }
    const takes = { role: ['id'], person: ['userid'], name: ['name'], level: ['level'], range: ['scope'] }
    const keys = ['change', ...changes[change].flatMap(field => takes[field])]
    try {
      await ask('/company', Object.fromEntries(keys.map(key => [key, body[key]])))
      said.textContent = word('console.done')
      fields.name.value = ''
    } catch (error) {
      said.textContent = word('failed', { why: error.message })
    }
  }
  return { form, draw }
}
`
