import type { Company, Known, Person, Role } from '../answers.ts'
import { face, h } from '../dom.ts'
import type { Key } from '../texts/en.ts'
import { word } from '../words.ts'
import { createConsole } from './console.ts'
import type { Panel } from './panels.ts'

/** What is seen of one thing: its name, and the words beside it. */
type Fact = readonly [name: string, about: string]

/** Those who only fill a role up are not shown. */
const isReal = ({ userid }: { userid: string }) => !userid.startsWith('CROWD')
const joined = (parts: readonly string[]) => parts.filter(Boolean).join(' · ')
const said = (fact: Fact | undefined) => fact && joined(fact)

/** What can be seen of the company, each with its words: what differs from one time to the next is what changed. */
function factsOf({ persons, groups, departments, adminGroups }: Company): Map<string, Fact> {
  const nameOf = (id: number) => departments.find(one => one.id === id)?.name ?? String(id)
  const range = (ids: readonly number[]) =>
    word('company.range', { departments: ids.map(nameOf).join(', ') })
  const standing = ({ staff, admin }: Person) => {
    if (!staff) return word('outsider')
    if (!admin) return word('staff')
    return admin.level === 1 ? word('main') : `${word('sub')} · ${range(admin.scope)}`
  }
  const everyone = word('company.range', { departments: word('company.everyone') })
  const found = new Map<string, Fact>()
  for (const one of persons.filter(isReal))
    found.set(`person ${one.userid}`, [one.name, standing(one)])
  for (const { id, name } of adminGroups)
    found.set(`admins ${id}`, [name, word('company.adminGroups')])
  for (const { id: groupId, name: group, roles } of groups) {
    found.set(`group ${groupId}`, [group, ''])
    for (const { id, name, members } of roles) {
      found.set(`role ${id}`, [name, group])
      for (const one of members.filter(isReal)) {
        const fact: Fact = [`${name} › ${one.name}`, one.scope ? range(one.scope) : everyone]
        found.set(`member ${id} ${one.userid}`, fact)
      }
    }
  }
  for (const { id, name } of departments) found.set(`department ${id}`, [name, ''])
  return found
}

/** The keys of what differs. A role's new name is one change, not one for each of its members as well. */
function differing(old: ReadonlyMap<string, Fact>, now: ReadonlyMap<string, Fact>): string[] {
  const isSame = (key: string) => {
    const [before, after] = [old.get(key), now.get(key)]
    if (!before || !after) return false
    return before[1] === after[1] && (key.startsWith('member ') || before[0] === after[0])
  }
  return [...new Set([...old.keys(), ...now.keys()])].filter(key => !isSame(key))
}

/** The company as the directory holds it now, with what just changed marked. */
export function createCompany({ known }: { known: Known }): Panel {
  const console = createConsole({ known })
  const shown = h('div')
  const about = h('p', { class: 'soft', 'data-word': 'company.about' })
  const body = h('div', {}, about, shown, console.form)
  let facts = new Map<string, Fact>()
  let language: string | undefined
  let changes: { before: string | undefined; after: string | undefined }[] = []
  let marked = new Set<string>()

  function notice(company: Company) {
    const old = facts
    facts = factsOf(company)
    const keys = language === document.documentElement.lang ? differing(old, facts) : []
    if (keys.length > 0) {
      marked = new Set(keys)
      const newest = keys.map(key => ({ before: said(old.get(key)), after: said(facts.get(key)) }))
      changes = [...newest, ...changes].slice(0, 5)
    }
    language = document.documentElement.lang
  }
  const mark = (key: string) =>
    marked.has(key) && h('span', { class: 'pill new' }, word('company.changed'))
  const soft = (text: string | number) => h('span', { class: 'soft' }, String(text))
  const aboutOf = (key: string) => facts.get(key)?.[1] ?? ''

  function personLine({ userid, name, title }: Person) {
    const key = `person ${userid}`
    const standing = soft(joined([title, aboutOf(key)]))
    const text = h('span', {}, h('b', {}, name), ' ', standing, ' ', mark(key))
    return h('li', {}, face(name), ' ', text)
  }
  function memberLine({ id, isDefault }: Role, { userid, name }: Role['members'][number]) {
    const key = `member ${id} ${userid}`
    return h('li', {}, `${name} `, soft(isDefault ? '' : aboutOf(key)), ' ', mark(key))
  }
  function roleLine(role: Role) {
    const { id, name, members, isDefault } = role
    return h(
      'li',
      {},
      h('b', {}, name),
      ' ',
      soft(id),
      ' ',
      mark(`role ${id}`),
      isDefault && soft(` · ${word('company.follows')}`),
      members.length === 0
        ? h('p', { class: 'soft' }, word('company.nobody'))
        : h('ul', {}, ...members.filter(isReal).map(one => memberLine(role, one))),
    )
  }
  function tree(departments: Company['departments'], parentId?: number): HTMLElement | false {
    const inside = departments.filter(one => one.parentId === parentId)
    const line = ({ id, name }: Company['departments'][number]) =>
      h('li', {}, `${name} `, soft(id), ' ', mark(`department ${id}`), tree(departments, id))
    return inside.length > 0 && h('ul', {}, ...inside.map(line))
  }
  const changeLine = ({ before, after }: (typeof changes)[number]) =>
    h('li', {}, before && h('del', {}, before), ' ', after && h('ins', {}, after))

  function draw() {
    const { company } = known
    if (!company) return
    notice(company)
    console.draw()
    const { groups, adminGroups, persons, departments } = company
    const heading = (key: Key) => h('h3', {}, word(key))
    const isDefault = ({ roles }: Company['groups'][number]) => Number(roles[0]?.isDefault ?? false)
    shown.replaceChildren(
      heading('company.changes'),
      changes.length === 0
        ? h('p', { class: 'soft' }, word('company.none'))
        : h('ul', { class: 'changes' }, ...changes.map(changeLine)),
      heading('company.roles'),
      ...groups
        .toSorted((a, b) => isDefault(a) - isDefault(b))
        .flatMap(({ id, name, roles }) => [
          h('h4', {}, `${name} `, mark(`group ${id}`)),
          h('ul', { class: 'roles' }, ...roles.map(roleLine)),
        ]),
    )
    if (adminGroups.length > 0) {
      const line = ({ id, name }: Company['adminGroups'][number]) =>
        h('li', {}, `${name} `, mark(`admins ${id}`))
      shown.append(heading('company.adminGroups'), h('ul', {}, ...adminGroups.map(line)))
    }
    shown.append(
      heading('company.persons'),
      h('ul', { class: 'persons' }, ...persons.filter(isReal).map(personLine)),
      heading('company.departments'),
      h('div', { class: 'tree' }, tree(departments)),
    )
  }
  return { body, draw }
}
