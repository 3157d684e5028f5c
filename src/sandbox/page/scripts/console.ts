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
  'add-admin': ['person', 'level'],
  'remove-admin': ['person'],
}

export function createConsole({ shared }) {
  const what = h('select', { id: 'console-what' })
  const fields = {
    role: h('select', { id: 'console-role' }),
    person: h('select', { id: 'console-person' }),
    name: h('input', { id: 'console-name', maxlength: '50', autocomplete: 'off' }),
    level: h('select', { id: 'console-level' }),
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
    Object.keys(fields).forEach((name, at) => { rows[at].hidden = !changes[chosen(what)].includes(name) })
  }
  function fill(select, options) {
    const kept = select.value
    offer(select, options, options.some(([value]) => value === kept) ? kept : options[0]?.[0])
  }
  what.onchange = draw
  form.onsubmit = async event => {
    event.preventDefault()
    const change = what.value
    const [id, userid, level] = [Number(fields.role.value), fields.person.value, Number(fields.level.value)]
    const body = { change, id, userid, name: fields.name.value, level }
    const takes = { role: ['id'], person: ['userid'], name: ['name'], level: ['level'] }
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
