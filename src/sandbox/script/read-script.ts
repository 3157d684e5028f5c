import { readFault } from './read-fault.ts'
import { readOutside } from './read-outside.ts'
import { ScriptError } from './script-error.ts'
import type { Line, Step } from './step.ts'

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
