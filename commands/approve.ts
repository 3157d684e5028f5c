import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineDecision } from '../src/core/command/command.ts'

export default defineDecision({
  summary: 'approve.summary',
  aliases: ['批准'],
  args: z.object({ code }),
  example: '/approve 7F3KQ',
  risk: 'none',
  decide: ({ code }, decisions) => decisions.approve(code),
})
