import { createAuthorizer } from './authorize.ts'
import type { BotDeps } from './bot.ts'
import { Refusal, refuse } from './errors.ts'
import { explain } from './fault.ts'
import { createFinders } from './finders.ts'
import { createParser, type Parsed } from './parse.ts'
import type { Request } from './request.ts'

/** Takes a received request to its answer: parse, authorize, plan. Everything thrown on the way becomes a sentence. */
export function createTaker(deps: BotDeps) {
  const { requests, commands, words, clock, log, metrics } = deps
  const parse = createParser({ commands, words })
  const authorize = createAuthorizer(deps.directory)
  const finders = createFinders(deps.directory)

  return async function take(request: Request): Promise<Request | undefined> {
    const parsed = parse({ text: request.line, mentions: request.mentions })
    const name = parsed.kind === 'command' ? parsed.command.name : 'unknown'
    const actor = request.requester
    try {
      // Before what is wrong with the line: a stranger learns nothing, not even the syntax.
      const me = await authorize(actor)
      const { command, args, line } = understood(request, parsed)
      const now = clock.now()
      const plan = await command.plan(args, { ...finders, me, now, commands, status: deps.status })
      const answer = command.card(plan, words)
      metrics.command(name, 'answered')
      const details = { command: name, line, answer }
      return await requests.move(request, { to: 'answered', actor, details, owed: true })
    } catch (error) {
      const { to, said } = explain(error, request)
      if (to === 'failed') log.error('command.failed', { id: request.id, command: name, error })
      metrics.command(name, to)
      const record = { command: name, reason: said.key }
      return requests.move(request, { to, actor, details: { said }, record, owed: true })
    }
  }
}

/** What can be carried out of what was said, or a Refusal that says what is wrong with it. */
function understood(request: Request, parsed: Parsed) {
  const { unreadable, outsiders } = request.details
  if (unreadable === 'over-quota') throw refuse('refused.overQuota')
  if (unreadable !== undefined) throw refuse('refused.textOnly')
  if (outsiders !== undefined) throw refuse('refused.outsider')
  if (parsed.kind === 'problem') throw new Refusal(parsed.problem)
  return parsed
}
