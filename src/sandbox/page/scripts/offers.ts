/** What to offer while somebody types, as a browser module: the robot's own commands, then what fits the argument. */
export const offersScript = String.raw`
const most = 40
/** What the robot's help calls an argument, in either language, and where the company has such things. */
const kinds = {
  role: 'role', 角色: 'role', user: 'user', 人员: 'user', dept: 'department', 部门: 'department',
  group: 'group', 角色组: 'group', code: 'code', 编号: 'code', command: 'command', 命令: 'command',
}
const quoted = name => (/[\s"'，,]/.test(name) ? '"' + name.replaceAll('"', '') + '"' : name)
const nameOf = usage => usage.split(/ [<[]/)[0]
const needsNothing = usage => /^(?: \[[^\]]*\])*$/.test(usage.slice(nameOf(usage).length))
const has = (text, part) => text.toLowerCase().includes(part.toLowerCase())

/** Words of a line, quotes kept together; the last one is being typed. */
const wordsOf = text => text.match(/"[^"]*"?|\S+|\s$/g)?.map(one => (one.trim() === '' ? '' : one)) ?? ['']

function inCompany(kind, { company, codes, commands }) {
  switch (kind) {
    case 'role':
      return company.groups.flatMap(({ name: group, roles }) =>
        roles.filter(({ isDefault }) => !isDefault)
          .map(({ id, name }) => ({ insert: quoted(name), label: name, note: group + ' · ' + id })))
    case 'user':
      return company.persons.filter(({ staff, userid }) => staff && !userid.startsWith('CROWD'))
        .map(({ userid, name, title }) => ({ insert: '@' + name, label: name, note: title + ' · ' + userid, mention: userid }))
    case 'department':
      return company.departments.map(({ id, name }) => ({ insert: String(id), label: name, note: String(id) }))
    case 'group':
      return company.groups.map(({ id, name }) => ({ insert: quoted(name), label: name, note: String(id) }))
    case 'code':
      return codes.map(({ code, title }) => ({ insert: code, label: code, note: title }))
    case 'command':
      return commands.map(({ usage, summary }) => ({ insert: nameOf(usage).slice(1), label: nameOf(usage), note: summary }))
    default:
      return []
  }
}

/** The kind that the word at this place of the usage has, and the flags that may come. */
function place(usage, typed) {
  const rest = usage.slice(nameOf(usage).length)
  const flags = [...rest.matchAll(/\[--([\w-]+)(?: <([^>,…]+)[^>]*>)?\]/g)].map(([, flag, takes]) => ({ flag, takes }))
  const words = [...rest.replace(/\[--[^\]]*\]/g, '').matchAll(/[<[]([^>\]]+)[>\]](…?)/g)].map(([, kind, more]) => ({ kind, more }))
  const previous = typed.at(-2) ?? ''
  const after = flags.find(({ flag, takes }) => takes && previous === '--' + flag)
  if (after) return { kind: after.takes, flags: [] }
  const count = typed.slice(0, -1).filter((one, at, all) => !one.startsWith('--') && !flags.some(({ flag, takes }) => takes && all[at - 1] === '--' + flag)).length
  const here = words[Math.min(count, words.length - 1)]
  const fits = here && (count < words.length || here.more)
  return { kind: fits ? here.kind : undefined, flags }
}

/** Before the caret: what could be put instead of the text from start on, and a line that says how the command goes. */
export function offersFor(text, known) {
  const at = /(?:^|\s)@(\S*)$/.exec(text)
  if (at) {
    const options = inCompany('user', known).filter(({ label, note }) => has(label + note, at[1]))
    return { start: text.length - at[1].length - 1, options: options.slice(0, most), sure: true }
  }
  if (!/^[/／、]/.test(text)) return { start: 0, options: [] }
  const line = '/' + text.slice(1)
  const command = known.commands.filter(({ usage }) => line.toLowerCase().startsWith(nameOf(usage).toLowerCase() + ' '))
    .sort((a, b) => nameOf(b.usage).length - nameOf(a.usage).length)[0]
  if (!command) {
    const begin = known.commands.filter(({ usage }) => usage.startsWith(line))
    const about = known.commands.filter(one => !begin.includes(one) && line.length > 2 && has(one.usage + ' ' + one.summary, line.slice(1)))
    const options = [...begin, ...about]
      .map(({ usage, summary }) => ({ insert: nameOf(usage) + (usage === nameOf(usage) ? '' : ' '), label: usage, note: summary }))
    // What can be sent as it stands is sent by Enter; so is what only reminds of a command: it may be another name for it.
    return { start: 0, options, sure: begin.length > 0 && !begin.some(({ usage }) => nameOf(usage) === line && needsNothing(usage)) }
  }
  const typed = wordsOf(line.slice(nameOf(command.usage).length).trimStart() === '' ? ' ' : line.slice(nameOf(command.usage).length + 1))
  const now = typed.at(-1)
  const { kind, flags } = place(command.usage, typed)
  const part = now.split(/[,，]/).at(-1).replaceAll('"', '')
  const things = now.startsWith('-') ? [] : inCompany(kinds[kind], known).filter(({ label, note, insert }) => has(label + ' ' + note, part) && insert !== part)
  const more = now === '' || now.startsWith('-') ? flags.filter(({ flag }) => ('--' + flag).startsWith(now) && !line.includes('--' + flag + ' ')) : []
  const options = [...things.map(one => ({ ...one, insert: one.insert + ' ' })), ...more.map(({ flag, takes }) => ({ insert: '--' + flag + ' ', label: '--' + flag, note: takes ? '<' + takes + '>' : '' }))]
  return { start: text.length - (now.startsWith('"') ? now.length : part.length), options: options.slice(0, most), hint: command.usage }
}
`
