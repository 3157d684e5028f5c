import { z } from 'zod'
import { pageNumber } from '../src/core/command/args.ts'
import { defineQuery } from '../src/core/command/command.ts'

export default defineQuery({
  summary: 'pending.summary',
  aliases: ['待办', '待审批'],
  args: z.object({ page: pageNumber.optional() }),
  example: '/pending',
  risk: 'none',

  plan: async ({ page = 1 }, { records }) => ({ waiting: await records.waiting(), page }),

  card: ({ waiting, page }, i18n) => ({
    title: i18n.t('pending.title', { count: waiting.length }),
    rows: waiting.map(({ code, status, line, details, requester, dueAt, createdAt }) =>
      i18n.markdown(status === 'scheduled' ? 'pending.scheduled' : 'pending.awaiting', {
        code,
        line: details.line ?? line,
        by: details.names?.[requester] ?? requester,
        at: i18n.date(
          details.endsAt === undefined ? (dueAt ?? createdAt) : new Date(details.endsAt),
        ),
      }),
    ),
    page: page - 1,
  }),
})
