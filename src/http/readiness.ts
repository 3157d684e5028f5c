import { setTimeout as after } from 'node:timers/promises'

/** What decides whether this process can take messages. */
export interface Health {
  streamConnected(): boolean
  storeReady(): Promise<boolean>
}

/** A probe gives up after a few seconds; a store that hangs is reported rather than waited for. */
const patienceMs = 2_000

/** Answers with what is missing for readiness: nothing, `stream`, `store`. A store that throws or hangs is missing. */
export function createReadiness({ streamConnected, storeReady }: Health) {
  async function storeAnswers(): Promise<boolean> {
    const answered = new AbortController()
    try {
      return await Promise.race([
        storeReady(),
        after(patienceMs, false, { signal: answered.signal, ref: false }),
      ])
    } catch {
      return false
    } finally {
      answered.abort()
    }
  }

  return async (): Promise<readonly ('stream' | 'store')[]> => {
    const store = await storeAnswers()
    return [...(streamConnected() ? [] : ['stream' as const]), ...(store ? [] : ['store' as const])]
  }
}
