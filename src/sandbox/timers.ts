/** Timers that are all gone once they are cleared. */
export function createTimers() {
  const running = new Set<NodeJS.Timeout>()
  return {
    /** Acts after `ms`; calling what is returned calls it off. */
    after(ms: number, act: () => void): () => void {
      const timer = setTimeout(() => {
        running.delete(timer)
        act()
      }, ms)
      running.add(timer)
      return () => {
        running.delete(timer)
        clearTimeout(timer)
      }
    },
    clear() {
      for (const timer of running) clearTimeout(timer)
      running.clear()
    },
  }
}

export type Timers = ReturnType<typeof createTimers>
