import { outsideChange } from '../company/outside-change.ts'
import { ScriptError } from './script-error.ts'
import { wordsOf } from './words-of.ts'

const ids = (word = '') => word.split(',').map(Number)

/** `rename role 1203142 出纳组`, `scope 1203141 manager4220 11,20` …: the words as a change that the control API takes. */
function wanted([verb, what, ...words]: readonly string[]): unknown {
  const [first = '', second = '', third] = words
  const id = Number(first)
  switch (`${verb} ${what}`) {
    case 'rename role':
    case 'rename department':
      return { change: `${verb}-${what}`, id, name: second }
    case 'delete role':
      return { change: 'delete-role', id }
    case 'add role':
      return { change: 'add-role', name: first, groupId: Number(second) }
    case 'add member':
    case 'remove member':
      return { change: `${verb}-${what}`, id, userid: second }
    case 'set scope':
      return {
        change: 'set-scope',
        id,
        userid: second,
        departments: third === 'everyone' ? null : ids(third),
      }
    case 'add admin':
      return {
        change: 'add-admin',
        userid: first,
        level: second === 'main' ? 1 : 2,
        ...(third !== undefined && { scope: ids(third) }),
      }
    case 'remove admin':
    case 'remove person':
      return { change: `${verb}-${what}`, userid: first }
    case 'rename person':
      return { change: 'rename-person', userid: first, name: second }
    default:
      return undefined
  }
}

/** What somebody does by hand in the admin console; throws a ScriptError where the words are no such thing. */
export function readOutside(text: string) {
  const read = outsideChange.safeParse(wanted(wordsOf(text)))
  if (!read.success) throw new ScriptError('badOutside', { text })
  return read.data
}
