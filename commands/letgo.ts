import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineDecision } from '../src/core/command/command.ts'

export default defineDecision({
  summary: 'letgo.summary',
  aliases: ['到期收回'],
  args: z.object({ code }),
  example: '/letgo 7F3KQ',
  risk: 'none',
  decide: ({ code }, decisions) => decisions.acknowledgeExpiry(code),
})
