import { fault } from '../control/wishes.ts'
import { ScriptError } from './script-error.ts'
import type { Step } from './step.ts'
import { wordsOf } from './words-of.ts'

const numeric = new Set(['times', 'ms', 'copies'])

function option(word: string): readonly [string, unknown] {
  const [, name = '', value = ''] = /^([a-z]+)=(.+)$/u.exec(word) ?? []
  if (word.startsWith('/')) return ['path', word]
  if (numeric.has(name)) return [name, Number(value)]
  if (name === 'scopes') return [name, value.split(',')]
  if (word === 'html') return [word, true]
  throw new ScriptError('badFault', { word })
}

/** `lose-answer /role/update_role times=1`, `throttle off`, or `off` for all of them. */
export function readFault(text: string): Step {
  const [name = '', ...words] = wordsOf(text)
  if (name === 'off') return { kind: 'fault off', name: undefined }
  const known = fault.shape.name.safeParse(name)
  if (!known.success) throw new ScriptError('noFault', { name })
  if (words[0] === 'off') return { kind: 'fault off', name: known.data }
  const read = fault.safeParse({ name, ...Object.fromEntries(words.map(option)) })
  if (!read.success) throw new ScriptError('badFault', { word: words.join(' ') })
  const { name: which, ...options } = read.data
  return { kind: 'fault', name: which, options }
}
