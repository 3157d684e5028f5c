import { z } from 'zod'
import { pageNumber } from '../src/core/command/args.ts'
import { defineCommand } from '../src/core/command/command.ts'

export default defineCommand({
  summary: 'pending.summary',
  aliases: ['待办', '待审批'],
  args: z.object({ page: pageNumber.optional() }),
  example: '/pending',
  risk: 'none',

  plan: async ({ page = 1 }, { records }) => ({ waiting: await records.waiting(), page }),

  card: ({ waiting, page }, words) => ({
    title: words.text('pending.title', { count: waiting.length }),
    rows: waiting.map(({ code, status, line, details, requester, dueAt, createdAt }) =>
      words.markdown(status === 'scheduled' ? 'pending.scheduled' : 'pending.awaiting', {
        code,
        line: details.line ?? line,
        by: details.names?.[requester] ?? requester,
        at: words.date(
          details.endsAt === undefined ? (dueAt ?? createdAt) : new Date(details.endsAt),
        ),
      }),
    ),
    page: page - 1,
  }),
})
