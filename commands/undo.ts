import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineDecision } from '../src/core/command/command.ts'

export default defineDecision({
  summary: 'undo.summary',
  aliases: ['撤销'],
  args: z.object({ code }),
  example: '/undo 7F3KQ',
  risk: 'none',
  decide: ({ code }, decisions) => decisions.undo(code),
})
