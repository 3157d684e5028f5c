import { z } from 'zod'
import { type FaultName, faultNames } from './fault-names.ts'

const isFault = (name: string): name is FaultName => Object.hasOwn(faultNames, name)

/** A fault and its options, as POST /control/faults and a script give them. */
export const faultSchema = z.object({
  name: z.string().refine(isFault, 'no such fault'),
  /** Only for calls whose path, or frames whose topic, begins so. */
  path: z.string().optional(),
  /** How often it strikes before it is over; without it, until it is cleared. */
  times: z.int().min(1).optional(),
  ms: z.int().min(0).optional(),
  copies: z.int().min(1).max(100).optional(),
  scopes: z.array(z.string()).optional(),
  html: z.boolean().optional(),
})

export type FaultOptions = Omit<z.output<typeof faultSchema>, 'name'>

export interface Fault extends FaultOptions {
  name: FaultName
  struck: number
}

/** The faults that are on. `strike` answers the one that applies, and counts it. */
export function createFaults({ changed }: { changed: () => void }) {
  let active: Fault[] = []
  const atOnce = new Map<FaultName, (fault: Fault) => Fault | undefined>()
  const waiting = new Map<FaultName, (() => void)[]>()

  return {
    /** Switches a fault on; one of the same name and path is replaced. */
    set(name: FaultName, options: FaultOptions = {}) {
      const fault: Fault = { ...options, name, struck: 0 }
      const act = atOnce.get(name)
      const left = act ? act(fault) : fault
      active = active.filter(old => old.name !== name || old.path !== options.path)
      if (left) active.push(left)
      changed()
    },
    clear(name?: FaultName) {
      active = name === undefined ? [] : active.filter(fault => fault.name !== name)
      for (const [fault, goOn] of waiting) {
        if (name !== undefined && fault !== name) continue
        waiting.delete(fault)
        for (const go of goOn) go()
      }
      changed()
    },
    list: (): readonly Readonly<Fault>[] => active.map(fault => ({ ...fault })),
    /** Without a path the fault's own path does not matter. */
    strike(name: FaultName, path?: string): Readonly<Fault> | undefined {
      const fault = active.find(
        one => one.name === name && (path === undefined || path.startsWith(one.path ?? '')),
      )
      if (!fault) return undefined
      fault.struck += 1
      if (fault.times !== undefined && fault.struck >= fault.times)
        active = active.filter(one => one !== fault)
      changed()
      return fault
    },
    /** Resolves at the next `clear` of that fault, or of all, also where it has struck for the last time. */
    cleared: (name: FaultName) =>
      new Promise<void>(resolve => waiting.set(name, [...(waiting.get(name) ?? []), resolve])),
    /** For faults that act when they are set; `act` answers what of the fault stays on. */
    actAtOnce(name: FaultName, act: (fault: Fault) => Fault | undefined) {
      atOnce.set(name, act)
    },
  }
}

export type Faults = ReturnType<typeof createFaults>
