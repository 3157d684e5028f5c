import { outsideChange } from '../company/outside-change.ts'
import { faultSchema } from '../faults.ts'
import { ScriptError } from './script-error.ts'
import type { Line, Step } from './step.ts'

/** The words of a line; quotes keep one with blanks together. */
const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '')

const numeric = new Set(['times', 'ms', 'copies'])

function faultOption(word: string): readonly [string, unknown] {
  const [, name = '', value = ''] = /^([a-z]+)=(.+)$/u.exec(word) ?? []
  if (word.startsWith('/')) return ['path', word]
  if (numeric.has(name)) return [name, Number(value)]
  if (name === 'scopes') return [name, value.split(',')]
  if (word === 'html') return [word, true]
  throw new ScriptError('badFault', { word })
}

/** `lose-answer /role/update_role times=1`, `throttle off`, or `off` for all of them. */
function readFault(text: string): Step {
  const [name = '', ...words] = wordsOf(text)
  if (name === 'off') return { kind: 'fault off', name: undefined }
  const known = faultSchema.shape.name.safeParse(name)
  if (!known.success) throw new ScriptError('noFault', { name })
  if (words[0] === 'off') return { kind: 'fault off', name: known.data }
  const read = faultSchema.safeParse({ name, ...Object.fromEntries(words.map(faultOption)) })
  if (!read.success) throw new ScriptError('badFault', { word: words.join(' ') })
  const { name: which, ...options } = read.data
  return { kind: 'fault', name: which, options }
}

const ids = (word = '') => word.split(',').map(Number)

/** `rename role 1203142 出纳组`, `scope 1203141 manager4220 11,20` …: the words as a change that the control API takes. */
function changeIn([verb, what, ...words]: readonly string[]): unknown {
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
function readOutside(text: string) {
  const read = outsideChange.safeParse(changeIn(wordsOf(text)))
  if (!read.success) throw new ScriptError('badOutside', { text })
  return read.data
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const isUnit = (text: string): text is keyof typeof units => Object.hasOwn(units, text)

function lengthOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,4})([a-z])$/u.exec(text) ?? []
  if (!isUnit(unit)) throw new ScriptError('badTime', { text })
  return Number(count) * units[unit]
}

function readStep(line: string): Step {
  if (line === '' || line.startsWith('#')) return { kind: 'comment' }
  if (line === 'robot restarts') return { kind: 'restart' }
  const [, outside] = /^outside:\s*(.+)$/u.exec(line) ?? []
  if (outside !== undefined) return { kind: 'outside', change: readOutside(outside) }
  const [, fault] = /^fault:\s*(.+)$/u.exec(line) ?? []
  if (fault !== undefined) return readFault(fault)
  const [, length] = /^advance\s+(\S+)$/u.exec(line) ?? []
  if (length !== undefined) return { kind: 'advance', ms: lengthOf(length) }
  const [, presser, button = '', on, twice] =
    /^(\S+) presses (.+?)(?: on (#\d+))?( twice)?$/u.exec(line) ?? []
  if (presser !== undefined && !presser.endsWith(':'))
    return { kind: 'press', who: presser, button, on, twice: twice !== undefined }
  const [, who, single, text = ''] = /^([^\s:]+)( \(single\))?:\s*(.*)$/u.exec(line) ?? []
  if (who !== undefined) return { kind: 'say', who, single: single !== undefined, text }
  throw new ScriptError('syntax', { line })
}

export type Script =
  | { readonly ok: true; readonly lines: readonly Line[] }
  | { readonly ok: false; readonly number: number; readonly error: ScriptError }

/** Reads a whole script before any of it happens; the first line that is none is the problem. */
export function readScript(text: string): Script {
  const lines: Line[] = []
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const number = index + 1
    try {
      lines.push({ number, text: line.trim(), step: readStep(line.trim()) })
    } catch (error) {
      if (error instanceof ScriptError) return { ok: false, number, error }
      throw error
    }
  }
  return { ok: true, lines }
}
