import type { Call } from './recorder.ts'

const columns = ['files', 'functions', 'calls', 'crossings', 'returns'] as const
type Column = (typeof columns)[number]
type Row = Readonly<Record<Column, number>>

/** `src/core/take.ts` is in src/core, and so is what lies deeper there; what lies in src/ itself is there. */
function folderOf(file: string): string {
  const [first = '', second = '', ...more] = file.split('/')
  return first === 'src' && more.length > 0 ? `${first}/${second}` : first
}

const isCore = (file: string) => ['src/core', 'commands'].includes(folderOf(file))

/** What was walked through, by folder; and the files in the order in which they were first come to. */
export function tableOf(calls: readonly Call[]): string {
  const returns = returnsOf(calls)
  const count = (isMeant: (file: string) => boolean): Row => {
    const meant = calls.filter(({ file }) => isMeant(file))
    return {
      files: new Set(meant.map(({ file }) => file)).size,
      functions: new Set(meant.map(({ file, name }) => `${file} ${name}`)).size,
      calls: meant.length,
      crossings: meant.filter(({ file, caller }) => caller && caller.file !== file).length,
      returns: returns.filter(isMeant).length,
    }
  }
  const files = [...new Set(calls.map(({ file }) => file))]
  const folders = [...new Set(files.map(folderOf))].sort()
  const rows = [
    ...folders.map(one =>
      drawn(
        one,
        count(file => folderOf(file) === one),
      ),
    ),
    drawn('core with commands', count(isCore)),
    drawn(
      'all',
      count(() => true),
    ),
  ]
  const head = [''.padEnd(20), ...columns.map(column => column.padStart(10))].join('')
  return [head, ...rows, '', ...files.map((file, index) => `${index + 1}. ${file}`)].join('\n')
}

const drawn = (name: string, row: Row) =>
  [name.padEnd(20), ...columns.map(column => String(row[column]).padStart(10))].join('')

/** The files that a call comes into although the walk has been there before, in the order of the walk. */
function returnsOf(calls: readonly Call[]): readonly string[] {
  const within = new Map<Call | undefined, Call[]>()
  const known = new Set(calls)
  for (const call of calls) {
    const caller = call.caller && known.has(call.caller) ? call.caller : undefined
    within.set(caller, [...(within.get(caller) ?? []), call])
  }
  const returns: string[] = []
  const been = new Set<string>()
  let here: string | undefined

  function enter(call: Call): void {
    if (call.file !== here && been.has(call.file)) returns.push(call.file)
    been.add(call.file)
    here = call.file
    let last: Call | undefined
    for (const next of within.get(call) ?? []) {
      // As often in a row as a list is long: whoever reads it reads it once.
      if (next.file === last?.file && next.name === last.name) continue
      last = next
      enter(next)
      here = call.file
    }
  }
  for (const call of within.get(undefined) ?? []) enter(call)
  return returns
}
