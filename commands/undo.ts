import { z } from 'zod'
import { code } from '../src/core/command/args.ts'
import { defineControl } from '../src/core/command/command.ts'

export default defineControl({
  summary: 'undo.summary',
  aliases: ['撤销'],
  args: z.object({ code }),
  example: '/undo 7F3KQ',
  risk: 'none',
  act: ({ code }, desk) => desk.undo(code),
})
