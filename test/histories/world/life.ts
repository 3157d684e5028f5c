/** The life of one process: everything it asks of the world goes through `step`, and after its death nothing comes back. */
export interface Life {
  readonly owner: string
  dead(): boolean
  readonly died: Promise<void>
  /** Dies at the n-th point from now on; before and after each step lies one. */
  dieAt(n: number): void
  kill(): void
  step<T>(work: () => Promise<T>): Promise<T>
  /** The same thing, each of whose methods is a step. */
  around<T extends object>(port: T): T
}

export function createLife(owner: string): Life {
  let dead = false
  let left: number | undefined
  let tell = () => {}
  const died = new Promise<void>(resolve => {
    tell = resolve
  })
  const never = <T>() => new Promise<T>(() => {})

  function kill() {
    dead = true
    tell()
  }
  function survives(): boolean {
    if (!dead && left !== undefined) {
      left -= 1
      if (left <= 0) kill()
    }
    return !dead
  }
  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (!survives()) return never()
    try {
      const result = await work()
      return survives() ? result : await never<T>()
    } catch (error) {
      if (survives()) throw error
      return never()
    }
  }

  return {
    owner,
    dead: () => dead,
    died,
    dieAt(n) {
      left = n
    },
    kill,
    step,
    around: port =>
      new Proxy(port, {
        get(target, key) {
          const method: unknown = Reflect.get(target, key)
          if (typeof method !== 'function') return method
          return (...args: unknown[]) => step(async () => Reflect.apply(method, target, args))
        },
      }),
  }
}
