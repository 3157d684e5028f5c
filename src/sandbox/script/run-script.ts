import type { Sandbox } from '../sandbox.ts'
import { createStepper, type ScriptRobot } from './run-step.ts'
import { ScriptError } from './script-error.ts'
import { createSettler } from './settler.ts'
import { createStandIns } from './stand-ins.ts'
import type { Line } from './step.ts'
import { createTranscript, type ScriptLabels } from './transcript.ts'

/** The time that passes between two lines: enough for a robot that looks around now and then to do what it still owed. */
const betweenMs = 21_000

/**
 * Carries out a script line by line, waits after each until the robot is done with it, and prints the conversation. Resolves
 * with the line that could not be carried out and why, or with nothing.
 */
export async function runScript(
  lines: readonly Line[],
  deps: {
    sandbox: Sandbox
    robot: ScriptRobot
    robotName: string
    labels: ScriptLabels
    print: (paragraph: string) => void
  },
): Promise<{ number: number; error: ScriptError } | undefined> {
  const { sandbox, robot, print } = deps
  const standIns = createStandIns()
  const transcript = createTranscript({ ...deps, standIns })
  const step = createStepper({ ...deps, standIns, transcript })
  const settled = createSettler(sandbox, robot.busy)
  for (const line of lines) {
    if (line.text === '') continue
    try {
      const said = await step(line)
      if (line.step.kind !== 'comment') {
        await settled()
        await robot.advance(betweenMs)
        await settled()
      }
      transcript.written([...said, ...transcript.news()]).forEach(print)
    } catch (error) {
      if (error instanceof ScriptError) return { number: line.number, error }
      throw error
    }
  }
  return undefined
}
