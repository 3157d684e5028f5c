import { z } from 'zod'
import { code } from '../src/core/args.ts'
import { defineControl } from '../src/core/command.ts'

export default defineControl({
  summary: 'approve.summary',
  aliases: ['批准'],
  args: z.object({ code }),
  example: '/approve 7F3KQ',
  risk: 'none',
  act: ({ code }, desk) => desk.approve(code),
})
