import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineControl } from '../src/core/command/command.ts'

export default defineControl({
  summary: 'approve.summary',
  aliases: ['批准'],
  args: z.object({ code }),
  example: '/approve 7F3KQ',
  risk: 'none',
  act: ({ code }, desk) => desk.approve(code),
})
