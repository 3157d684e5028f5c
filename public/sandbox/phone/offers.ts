import type { Command, Person, Role } from '../answers.ts'

/** What can be offered: the robot's commands, what the company has, and the codes on this chat's cards. */
export interface Offerable {
  commands: readonly Command[]
  company:
    | {
        groups: readonly {
          id: number
          name: string
          roles: readonly Pick<Role, 'id' | 'name' | 'isDefault'>[]
        }[]
        persons: readonly Pick<Person, 'userid' | 'name' | 'title' | 'staff'>[]
        departments: readonly { id: number; name: string }[]
      }
    | undefined
  codes: readonly { code: string; title: string }[]
}

interface Offer {
  insert: string
  label: string
  note: string
  /** The userid of a person who is mentioned by it. */
  mention?: string
}
export interface Offers {
  /** Where the text begins that an offer takes the place of. */
  start: number
  options: readonly Offer[]
  /** Whether Enter takes the first one. */
  sure: boolean
  /** How the command goes. */
  hint?: string
}

const most = 40
/** What the robot's help calls an argument, in either language, and where the company has such things. */
const kinds = {
  role: 'role',
  角色: 'role',
  user: 'user',
  人员: 'user',
  dept: 'department',
  部门: 'department',
  group: 'group',
  角色组: 'group',
  code: 'code',
  编号: 'code',
  command: 'command',
  命令: 'command',
} as const
const isNamed = (name: string): name is keyof typeof kinds => Object.hasOwn(kinds, name)
type Kind = (typeof kinds)[keyof typeof kinds]

const quoted = (name: string) => (/[\s"'，,]/.test(name) ? `"${name.replaceAll('"', '')}"` : name)
const nameOf = (usage: string) => usage.split(/ [<[]/)[0] ?? usage
const needsNothing = (usage: string) => /^(?: \[[^\]]*\])*$/.test(usage.slice(nameOf(usage).length))
const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase())

/** Words of a line, quotes kept together; the last one is being typed. */
const wordsOf = (text: string) =>
  text.match(/"[^"]*"?|\S+|\s$/g)?.map(one => (one.trim() === '' ? '' : one)) ?? ['']

function inCompany(kind: Kind | undefined, { company, codes, commands }: Offerable): Offer[] {
  const { groups = [], persons = [], departments = [] } = company ?? {}
  switch (kind) {
    case 'role':
      return groups.flatMap(({ name: group, roles }) =>
        roles
          .filter(({ isDefault }) => !isDefault)
          .map(({ id, name }) => ({ insert: quoted(name), label: name, note: `${group} · ${id}` })),
      )
    case 'user':
      return persons
        .filter(({ staff, userid }) => staff && !userid.startsWith('CROWD'))
        .map(({ userid, name, title }) => ({
          insert: `@${name}`,
          label: name,
          note: `${title} · ${userid}`,
          mention: userid,
        }))
    case 'department':
      return departments.map(({ id, name }) => ({
        insert: String(id),
        label: name,
        note: String(id),
      }))
    case 'group':
      return groups.map(({ id, name }) => ({ insert: quoted(name), label: name, note: String(id) }))
    case 'code':
      return codes.map(({ code, title }) => ({ insert: code, label: code, note: title }))
    case 'command':
      return commands.map(({ usage, summary }) => ({
        insert: nameOf(usage).slice(1),
        label: nameOf(usage),
        note: summary,
      }))
    case undefined:
      return []
  }
}

interface Flag {
  flag: string
  /** What kind of value follows it, if any does. */
  takes: string | undefined
}

/** The kind that the word at this place of the usage has, and the flags that may come. */
function place(usage: string, typed: readonly string[]) {
  const rest = usage.slice(nameOf(usage).length)
  const flags: Flag[] = [...rest.matchAll(/\[--([\w-]+)(?: <([^>,…]+)[^>]*>)?\]/g)].map(
    ([, flag = '', takes]) => ({ flag, takes }),
  )
  const words = [...rest.replace(/\[--[^\]]*\]/g, '').matchAll(/[<[]([^>\]]+)[>\]](…?)/g)].map(
    ([, kind = '', more]) => ({ kind, more }),
  )
  const takenAfter = (word: string) =>
    flags.find(({ flag, takes }) => takes && word === `--${flag}`)?.takes
  const taken = takenAfter(typed.at(-2) ?? '')
  if (taken) return { kind: taken, flags: [] }
  const count = typed
    .slice(0, -1)
    .filter((one, at, all) => !one.startsWith('--') && !takenAfter(all[at - 1] ?? '')).length
  const here = words[Math.min(count, words.length - 1)]
  const fits = here && (count < words.length || here.more)
  return { kind: fits ? here.kind : undefined, flags }
}

/** People, once an @ is typed, wherever it stands. */
function mentions(text: string, part: string, known: Offerable): Offers {
  const options = inCompany('user', known).filter(({ label, note }) => has(label + note, part))
  return { start: text.length - part.length - 1, options: options.slice(0, most), sure: true }
}

/** Commands by their beginning, then by what they are about. */
function commandsLike(line: string, { commands }: Offerable): Offers {
  const begin = commands.filter(({ usage }) => usage.startsWith(line))
  const about = commands.filter(
    one =>
      !begin.includes(one) && line.length > 2 && has(`${one.usage} ${one.summary}`, line.slice(1)),
  )
  const options = [...begin, ...about].map(({ usage, summary }) => ({
    insert: nameOf(usage) + (usage === nameOf(usage) ? '' : ' '),
    label: usage,
    note: summary,
  }))
  // What can be sent as it stands is sent by Enter; so is what only reminds of a command: it may be another name for it.
  const whole = begin.some(({ usage }) => nameOf(usage) === line && needsNothing(usage))
  return { start: 0, options, sure: begin.length > 0 && !whole }
}

/** What fits the argument that is being typed, and the flags that are left. */
function argumentsOf(text: string, line: string, usage: string, known: Offerable): Offers {
  const name = nameOf(usage)
  const after = line.slice(name.length)
  const typed = wordsOf(after.trimStart() === '' ? ' ' : after.slice(1))
  const now = typed.at(-1) ?? ''
  const { kind, flags } = place(usage, typed)
  const part = (now.split(/[,，]/).at(-1) ?? '').replaceAll('"', '')
  const things = now.startsWith('-')
    ? []
    : inCompany(kind && isNamed(kind) ? kinds[kind] : undefined, known).filter(
        ({ label, note, insert }) => has(`${label} ${note}`, part) && insert !== part,
      )
  const more =
    now === '' || now.startsWith('-')
      ? flags.filter(({ flag }) => `--${flag}`.startsWith(now) && !line.includes(`--${flag} `))
      : []
  const options = [
    ...things.map(one => ({ ...one, insert: `${one.insert} ` })),
    ...more.map(({ flag, takes }) => ({
      insert: `--${flag} `,
      label: `--${flag}`,
      note: takes ? `<${takes}>` : '',
    })),
  ]
  const start = text.length - (now.startsWith('"') ? now.length : part.length)
  return { start, options: options.slice(0, most), sure: false, hint: usage }
}

/** Before the caret: what could be put instead of the text from start on, and a line that says how the command goes. */
export function offersFor(text: string, known: Offerable): Offers {
  const mentioned = /(?:^|\s)@(\S*)$/.exec(text)?.[1]
  if (mentioned !== undefined) return mentions(text, mentioned, known)
  if (!/^[/／、]/.test(text)) return { start: 0, options: [], sure: false }
  const line = `/${text.slice(1)}`
  const [command] = known.commands
    .filter(({ usage }) => line.toLowerCase().startsWith(`${nameOf(usage).toLowerCase()} `))
    .sort((a, b) => nameOf(b.usage).length - nameOf(a.usage).length)
  return command ? argumentsOf(text, line, command.usage, known) : commandsLike(line, known)
}
