import { z } from 'zod'
import { pageNumber } from '../src/core/command/args.ts'
import { defineQuery } from '../src/core/command/command.ts'
import { personName } from '../src/core/model/names.ts'

export default defineQuery({
  summary: 'pending.summary',
  aliases: ['待办', '待审批'],
  args: z.object({ page: pageNumber.optional() }),
  example: '/pending',
  risk: 'none',

  plan: async ({ page = 1 }, { records }) => ({ waiting: await records.waiting(), page }),

  card: ({ waiting, page }, i18n) => ({
    title: i18n.t('pending.title', { count: waiting.length }),
    rows: waiting.flatMap(({ code, details, requester, dueAt, createdAt }) => {
      if (details.kind !== 'change' && details.kind !== 'grantExpiry') return []
      const { line, names } = details
      const by = personName(names, requester)
      return details.kind === 'change'
        ? i18n.markdown('pending.awaiting', { code, line, by, at: i18n.date(dueAt ?? createdAt) })
        : i18n.markdown('pending.scheduled', {
            code,
            line,
            by,
            at: i18n.date(new Date(details.endsAt)),
          })
    }),
    page: page - 1,
  }),
})
