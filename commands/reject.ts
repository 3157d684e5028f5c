import { z } from 'zod'
import { code, reasonWord } from '../src/core/command/args.ts'
import { defineDecision } from '../src/core/command/command.ts'

export default defineDecision({
  summary: 'reject.summary',
  aliases: ['拒绝'],
  args: z.object({ code, reason: z.array(reasonWord) }),
  example: '/reject 7F3KQ "not before the audit"',
  risk: 'none',
  decide: ({ code, reason }, decisions) => decisions.reject(code, reason.join(' ')),
})
