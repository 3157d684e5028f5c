import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const line = z.object({ level: z.string() })

/** Follows a robot's log, and passes on what it logs as an error, or did not log at all. */
export function followLog({ stdout }: ChildProcess, complain: (line: string) => void): void {
  if (!stdout) return
  createInterface({ input: stdout }).on('line', text => {
    const read = line.safeParse(parsed(text))
    if (!read.success || read.data.level === 'error') complain(text)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
