/** The company as the directory holds it now, with what just changed marked, as a browser module. */
export const companyScript = `
import { createConsole } from '/page/console.js'
import { face, h } from '/page/dom.js'
import { word } from '/page/words.js'

const isReal = ({ userid }) => !userid.startsWith('CROWD')

/** What can be seen of it, each with its words: what differs from one time to the next is what changed. */
function facts({ persons, groups, departments, adminGroups }) {
  const nameOf = id => departments.find(one => one.id === id)?.name ?? id
  const names = ids => ids.map(nameOf).join(', ')
  const range = ({ level, scope }) => word(level === 1 ? 'main' : 'sub') + (level === 1 ? '' : ' · ' + word('company.range', { departments: names(scope) }))
  const found = new Map()
  for (const { userid, name, staff, admin } of persons.filter(isReal))
    found.set('person ' + userid, [name, staff ? (admin ? range(admin) : word('staff')) : word('outsider')])
  for (const { id, name } of adminGroups) found.set('admins ' + id, [name, word('company.adminGroups')])
  for (const { id: groupId, name: group, roles } of groups) {
    found.set('group ' + groupId, [group, ''])
    for (const { id, name, members } of roles) {
      found.set('role ' + id, [name, group])
      for (const one of members.filter(isReal))
        found.set('member ' + id + ' ' + one.userid, [name + ' › ' + one.name, one.scope ? word('company.range', { departments: names(one.scope) }) : word('company.range', { departments: word('company.everyone') })])
    }
  }
  for (const { id, name } of departments) found.set('department ' + id, [name, ''])
  return found
}

const isDefault = ({ roles }) => Boolean(roles[0]?.isDefault)
const said = fact => fact?.filter(Boolean).join(' · ')

export function createCompany({ shared }) {
  const console = createConsole({ shared })
  const shown = h('div')
  const body = h('div', {}, h('p', { class: 'soft', 'data-word': 'company.about' }), shown, console.form)
  let old
  let language
  let changes = []
  let marked = new Set()

  function notice(company) {
    const now = facts(company)
    if (old && language === document.documentElement.lang) {
      // A role's new name is one change, not one for each of its members as well.
      const same = key => key.startsWith('member ') ? now.get(key)?.[1] === old.get(key)?.[1] && now.has(key) && old.has(key) : String(now.get(key)) === String(old.get(key))
      const keys = [...new Set([...old.keys(), ...now.keys()])].filter(key => !same(key))
      if (keys.length > 0) {
        marked = new Set(keys)
        changes = [...keys.map(key => [said(old.get(key)), said(now.get(key))]), ...changes].slice(0, 5)
      }
    }
    old = now
    language = document.documentElement.lang
  }
  const mark = key => marked.has(key) && h('span', { class: 'pill new' }, word('company.changed'))

  function draw() {
    const { company } = shared()
    if (!company) return
    notice(company)
    console.draw()
    const person = ({ userid, name, title }) => h('li', {}, face(name), ' ',
      h('span', {}, h('b', {}, name), ' ', h('span', { class: 'soft' }, [title, old.get('person ' + userid)[1]].filter(Boolean).join(' · ')), ' ', mark('person ' + userid)))
    const role = ({ id, name, members, isDefault }) => h('li', {}, h('b', {}, name), ' ', h('span', { class: 'soft' }, String(id)), ' ', mark('role ' + id),
      isDefault && h('span', { class: 'soft' }, ' · ' + word('company.follows')),
      members.length === 0 ? h('p', { class: 'soft' }, word('company.nobody'))
        : h('ul', {}, ...members.filter(isReal).map(one =>
          h('li', {}, one.name + ' ', h('span', { class: 'soft' }, isDefault ? '' : old.get('member ' + id + ' ' + one.userid)[1]), ' ', mark('member ' + id + ' ' + one.userid)))))
    const tree = parentId => {
      const inside = company.departments.filter(one => one.parentId === parentId)
      return inside.length > 0 && h('ul', {}, ...inside.map(({ id, name }) =>
        h('li', {}, name + ' ', h('span', { class: 'soft' }, String(id)), ' ', mark('department ' + id), tree(id))))
    }
    shown.replaceChildren(
      h('h3', {}, word('company.changes')),
      changes.length === 0 ? h('p', { class: 'soft' }, word('company.none'))
        : h('ul', { class: 'changes' }, ...changes.map(([before, after]) => h('li', {}, before && h('del', {}, before), ' ', after && h('ins', {}, after)))),
      h('h3', {}, word('company.roles')),
      ...company.groups.sort((a, b) => isDefault(a) - isDefault(b)).flatMap(({ id, name, roles }) => [h('h4', {}, name + ' ', mark('group ' + id)), h('ul', { class: 'roles' }, ...roles.map(role))]),
      ...(company.adminGroups.length > 0 ? [h('h3', {}, word('company.adminGroups')), h('ul', {}, ...company.adminGroups.map(({ id, name }) => h('li', {}, name + ' ', mark('admins ' + id))))] : []),
      h('h3', {}, word('company.persons')), h('ul', { class: 'persons' }, ...company.persons.filter(isReal).map(person)),
      h('h3', {}, word('company.departments')), h('div', { class: 'tree' }, tree(undefined)))
  }
  return { body, draw, open() {} }
}
`
