import type { Proposal } from '../access/approvers.ts'
import type { Change, Command } from '../command/command.ts'
import { refuse } from '../errors.ts'
import type { Request } from '../model/request.ts'
import type { Parse } from '../parse/parse-command.ts'

/** A stored change, able to act again: its command, its arguments, and what it touches. */
export interface LoadedChange {
  readonly command: Change & Pick<Command, 'name'>
  readonly args: Readonly<Record<string, unknown>>
  readonly plan: unknown
  readonly proposal: Proposal
}

/** Brings a stored change back to life from its canonical line. A line that no longer reads (an upgrade changed it) is a Refusal. */
export function createChangeLoader(parse: Parse) {
  return function revive(request: Request): LoadedChange {
    const { line = request.line, plan, risk, touch } = request.details
    const parsed = parse({ text: line, mentions: [] })
    if (parsed.kind === 'problem' || !('run' in parsed.command))
      throw refuse('code.unreadable', { code: request.code })
    const { command, args } = parsed
    const named = command.name
    return {
      command,
      args,
      plan,
      proposal: {
        command: named,
        requester: request.requester,
        risk: risk === undefined || risk === 'none' ? command.risk : risk,
        touch: touch ?? { aspect: 'role', people: [], departments: [] },
        role: touch?.role,
      },
    }
  }
}
