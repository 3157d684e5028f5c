import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

export interface Identity {
  /** This process in leases; the next start on the same machine has another. */
  readonly owner: string
  /** False only where the owner is known to be gone; of another machine nothing is known, and its lease lapses by itself. */
  isAlive(owner: string): boolean
}

/** So that what a killed process left behind is taken up at the next start, not when its lease lapses. */
export function createIdentity(host = hostname(), pid = process.pid): Identity {
  const owner = [host, pid, randomUUID()].join(' ')
  return {
    owner,
    isAlive(other) {
      const [itsHost, itsPid] = other.split(' ')
      if (other === owner || itsHost !== host) return true
      if (Number(itsPid) === pid) return false
      return lives(Number(itsPid))
    },
  }
}

function lives(pid: number): boolean {
  try {
    // Signal 0 asks without sending anything.
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
