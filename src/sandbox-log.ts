import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const line = z.object({ level: z.string(), event: z.string(), url: z.string().optional() })
/** What Prometheus reads: requests by their state. */
const inHand = /^rolekeeper_requests\{state="(?:received|running)"\} [1-9]/mu

/** Follows a robot's log to find its HTTP endpoints, which say whether it has work; what it logs as an error is passed on. */
export function createRobotLog(complain: (line: string) => void) {
  let url: string | undefined
  return {
    follow({ stdout }: ChildProcess) {
      url = undefined
      if (!stdout) return
      createInterface({ input: stdout }).on('line', text => {
        const read = line.safeParse(parsed(text))
        if (!read.success || read.data.level === 'error') complain(text)
        if (read.data?.event === 'robot.started') url = read.data.url
      })
    },
    /** Also true as long as it cannot be asked. */
    async atWork(): Promise<boolean> {
      if (url === undefined) return true
      const answer = await fetch(`${url}/metrics`).catch(() => undefined)
      return answer === undefined || inHand.test(await answer.text())
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
