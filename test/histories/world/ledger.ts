/** One thing that became different in the company, and by whom. Ticks order everything that happens in a history. */
export interface Entry {
  readonly tick: number
  readonly by: 'robot' | 'outside'
  /** `add 7 u1`, `rename 7 → beta`: the same words for a plan's parts. */
  readonly key: string
  /** What is so since, and what no longer. */
  readonly plus: readonly string[]
  readonly minus: readonly string[]
}

/** A call that would change something, whether or not it did. */
export interface Call {
  readonly tick: number
  readonly keys: readonly string[]
  /** Which robot called. */
  readonly by: string
  /** The caller knows what came of it. */
  answered: boolean
}

export type Ledger = ReturnType<typeof createLedger>

export function createLedger() {
  let ticks = 0
  const entries: Entry[] = []
  const calls: Call[] = []
  const deaths = new Map<string, number>()
  return {
    tick: () => ++ticks,
    entries,
    calls,
    enter(entry: Omit<Entry, 'tick'>) {
      entries.push({ ...entry, tick: ++ticks })
    },
    /** When a robot died. */
    deaths,
    die: (robot: string) => void deaths.set(robot, ++ticks),
    call(by: string, keys: readonly string[]): Call {
      const call = { tick: ++ticks, by, keys, answered: false }
      calls.push(call)
      return call
    },
  }
}
