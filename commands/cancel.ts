import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineDecision } from '../src/core/command/command.ts'

export default defineDecision({
  summary: 'cancel.summary',
  aliases: ['取消'],
  args: z.object({ code }),
  example: '/cancel 7F3KQ',
  risk: 'none',
  decide: ({ code }, decisions) => decisions.cancel(code),
})
