/** A call of a function of ours. */
export interface Call {
  readonly file: string
  readonly name: string
  /** Whose call it was; undefined where that is none of ours (a timer, a socket, a package that calls back). */
  readonly caller: Call | undefined
}

/** A call that is under way; once it has waited, whoever called it has gone on meanwhile. */
interface Frame {
  readonly call: Call
  readonly calledBy: Frame | undefined
  waited: boolean
}

/**
 * What the hooks make functions call. There is one thread: `here` is always whoever is being carried out, since each one that
 * pauses or leaves hands back to whom it was called by, or to nobody where that one has gone on.
 */
function createRecorder() {
  let calls: Call[] | undefined
  let here: Frame | undefined

  const back = ({ waited, calledBy }: Frame) => (waited ? undefined : calledBy)

  return {
    enter(file: string, name: string): Frame {
      const call = { file, name, caller: here?.call }
      calls?.push(call)
      here = { call, calledBy: here, waited: false }
      return here
    },
    leave(frame: Frame): void {
      here = back(frame)
    },
    pause<T>(frame: Frame, value: T): T {
      here = back(frame)
      frame.waited = true
      return value
    },
    goOn<T>(frame: Frame, value: T): T {
      here = frame
      return value
    },
    /** Asks something of ours that is no part of the walk. */
    aside<T>(ask: () => T): T {
      const walked = calls
      calls = undefined
      try {
        return ask()
      } finally {
        calls = walked
      }
    },
    /** Every call until `act` is through, in the order in which they came. */
    async record(act: () => Promise<unknown>): Promise<readonly Call[]> {
      const walked: Call[] = []
      calls = walked
      await act()
      calls = undefined
      return walked
    },
  }
}

export const recorder = createRecorder()
